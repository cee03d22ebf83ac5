import type { ToolState } from './tool.ts'

/** The state of a tool that waits: a press leads on to `next`. */
export function createIdle(next: string): ToolState {
  return { down: () => next }
}
