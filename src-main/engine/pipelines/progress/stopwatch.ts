export type Stage = 'load' | 'encode' | 'denoise' | 'decode'

/** Adds up the milliseconds spent in each stage; one stage runs at a time. */
export interface Stopwatch {
  enter(stage: Stage): void
  /** Closes the running stage and gives the sums. */
  stop(): Readonly<Record<Stage, number>>
}

export function createStopwatch(): Stopwatch {
  const sums: Record<Stage, number> = { load: 0, encode: 0, denoise: 0, decode: 0 }
  let running: { stage: Stage; since: number } | null = null
  const close = (): void => {
    if (running !== null) sums[running.stage] += performance.now() - running.since
    running = null
  }
  return {
    enter(stage) {
      close()
      running = { stage, since: performance.now() }
    },
    stop() {
      close()
      return { ...sums }
    },
  }
}
