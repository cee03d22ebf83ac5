import type { StudioEngine } from '#services/studio.ts'

/** What a command of the command line is given: nothing is read from the process itself. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown }
  /** Aborted when the user presses Ctrl+C. */
  readonly signal: AbortSignal
  /** Makes the engine when a command needs it. */
  readonly engine: () => Promise<StudioEngine>
  readonly starterDir: string
  readonly modelsDir: string
  readonly clock: () => Date
  readonly versions: Readonly<Record<string, string>>
}
