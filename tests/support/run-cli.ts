import { createEngine } from '#engine/index.ts'
import type { StudioEngine } from '#services/studio.ts'
import { fileURLToPath } from 'node:url'
import { runCommand } from '#cli/run.ts'
import type { Terminal } from '#cli/terminal.ts'

export const tinyModel = fileURLToPath(new URL('../fixtures/golden/tiny-sd1/model', import.meta.url))

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command of the command line in this process, with the real engine unless `more` says otherwise. */
export async function runCli(args: readonly string[], more: Partial<Terminal> = {}): Promise<Ran> {
  let stdout = ''
  let stderr = ''
  const code = await runCommand(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    engine: async (): Promise<StudioEngine> => createEngine(),
    starterDir: '/nowhere/starter',
    modelsDir: '/nowhere/models',
    clock: () => new Date(),
    versions: { verso: '0.1.0' },
    ...more,
  })
  return { code, stdout, stderr }
}
