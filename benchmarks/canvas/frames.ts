import type { Page } from '@playwright/test'
import { workOf } from './processes.ts'

export interface Frames {
  readonly frames: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** From a frame's begin until its scripts and drawing are through, by the clock. */
  readonly workP50Ms: number
  readonly workP95Ms: number
  /** Processor time of the window's own thread, and of all processes, for a frame on average. */
  readonly threadMs: number
  readonly processorMs: number | null
}

/** What the window's frames were like while `act` ran; `pid` is the application's first process. */
export async function framesOf(page: Page, pid: number, act: () => Promise<void>): Promise<Frames> {
  const thread = await threadClock(page)
  const before = { thread: await thread(), all: workOf(pid) }
  await page.evaluate(() => {
    const log: { at: number; work: number }[] = []
    Object.assign(window, { frameLog: log })
    const tick = (at: number) => {
      const entry = { at, work: 0 }
      log.push(entry)
      // A message comes after the frame's other callbacks: what lies between is what this frame's drawing took.
      const channel = new MessageChannel()
      channel.port1.onmessage = () => (entry.work = performance.now() - at)
      channel.port2.postMessage(null)
      if ('frameLog' in window) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await act()
  const log = await page.evaluate(() => {
    const { frameLog } = window as unknown as { frameLog: { at: number; work: number }[] }
    delete (window as { frameLog?: unknown }).frameLog
    return frameLog
  })
  const after = { thread: await thread(), all: workOf(pid) }
  const gaps = log.slice(1).map((entry, i) => entry.at - (log[i]?.at ?? entry.at))
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  const work = log.map((entry) => entry.work)
  return {
    frames: gaps.length,
    perSecond: round((gaps.length / total) * 1000),
    p50Ms: share(gaps, 0.5),
    p95Ms: share(gaps, 0.95),
    workP50Ms: share(work, 0.5),
    workP95Ms: share(work, 0.95),
    threadMs: round((after.thread - before.thread) / gaps.length),
    processorMs:
      after.all === null || before.all === null ? null : round((after.all - before.all) / gaps.length),
  }
}

/** Reads how long the window's thread has worked, in milliseconds of processor time. */
async function threadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' }).catch(() => undefined)
  await session.send('Performance.enable')
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
}

function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
