import type { Hand } from './workshop.ts'

/** The one worker of the window, with the table of jobs. */
export function hireWorker(): Hand {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'Verso work' })
}
