import type { Jobs } from './jobs.ts'
import { type JobAnswer, type JobCall, type JobTable, type Wire, buffersOf } from './messages.ts'

/** The worker stopped in the middle of a job. The document is not in it, so nothing is lost; ask again. */
export class WorkerStopped extends Error {
  override readonly name = 'WorkerStopped'
}

/** A worker as its owner sees it. */
export interface Hand extends Wire {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void
  terminate(): void
}

/** Heavy pure work away from the window's own thread. */
export interface Workshop<T extends JobTable = Jobs> {
  /**
   * Does a job; `input` is copied, but for the buffers of `give`, which are gone from here afterwards. Rejects with
   * the job's own error, or with `WorkerStopped`.
   */
  run<K extends keyof T & string>(
    name: K,
    input: Parameters<T[K]>[0],
    give?: unknown,
  ): Promise<Awaited<ReturnType<T[K]>>>
  /** Ends the worker; jobs under way are rejected. */
  close(): void
}

interface Waiting {
  resolve(value: never): void
  reject(error: Error): void
}

/**
 * Starts the worker with the first job. When it crashes, the jobs under way are rejected, `stopped` is told, and the
 * next job starts a new one.
 */
export function createWorkshop<T extends JobTable = Jobs>(
  hire: () => Hand,
  stopped: (why: string) => void,
): Workshop<T> {
  const waiting = new Map<number, Waiting>()
  const at: { hand: Hand | null; next: number } = { hand: null, next: 1 }
  const end = (why: string) => {
    at.hand?.terminate()
    at.hand = null
    for (const { reject } of waiting.values()) reject(new WorkerStopped(why))
    waiting.clear()
  }
  const crash = (event: Event) => {
    const why = 'message' in event && typeof event.message === 'string' ? event.message : event.type
    end(why)
    stopped(why)
  }
  const start = () => {
    const hand = hire()
    hand.addEventListener('message', ({ data }) => settle(waiting, data as JobAnswer))
    hand.addEventListener('error', crash)
    hand.addEventListener('messageerror', crash)
    return hand
  }
  return {
    run: (name, input, give) =>
      new Promise((resolve, reject) => {
        const call: JobCall = { id: at.next++, name, input }
        at.hand ??= start()
        at.hand.postMessage(call, buffersOf(give))
        waiting.set(call.id, { resolve, reject })
      }),
    close: () => end('closed'),
  }
}

function settle(waiting: Map<number, Waiting>, answer: JobAnswer): void {
  const call = waiting.get(answer.id)
  waiting.delete(answer.id)
  if (!call) return
  if ('error' in answer) call.reject(new Error(answer.error))
  else call.resolve(answer.value as never)
}
