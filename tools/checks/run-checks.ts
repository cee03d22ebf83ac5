import { availableParallelism } from 'node:os'
import { steps, type CheckStep } from './steps.ts'

/** Runs every check, as many at once as there are processors (two at most), and shows what each failing one says. */
export async function runChecks(): Promise<Tally> {
  const waiting = [...steps]
  const tally = { passed: 0, failed: 0 }
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (await passes(step)) tally.passed += 1
      else tally.failed += 1
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  return tally
}

export interface Tally {
  readonly passed: number
  readonly failed: number
}

async function passes(step: CheckStep): Promise<boolean> {
  const started = Date.now()
  const { code, output } = await step.run()
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '    '))
  return code === 0
}
