/**
 * Times guided steps of one picture of 512² in Verso's engine, in this process. Prints one line of JSON, as
 * run_peer.py does. The first step is not counted.
 *
 *     node run-verso.ts MODEL PRECISION THREADS STEPS
 */
import { readFileSync } from 'node:fs'
import { createEngine } from '#engine/index.ts'
import { largePicture } from './large-picture.ts'

const [modelPath = '', precision = 'fp32', threads = '1', steps = '2'] = process.argv.slice(2)
const engine = createEngine({ threads: Number(threads) })
const start = performance.now()
const ends: { wall: number; cpu: number }[] = []
const { timings } = await engine.run(largePicture(modelPath, precision, Number(steps) + 1), {
  onProgress({ stage }) {
    if (stage !== 'denoise') return
    const { user, system } = process.cpuUsage()
    ends.push({ wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 })
  },
})
await engine.dispose()
const between = (key: 'wall' | 'cpu'): number[] =>
  ends.slice(1).map((end, index) => end[key] - (ends[index]?.[key] ?? 0))
const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
const result = {
  firstStep: ends[0]?.wall,
  seconds: between('wall'),
  cpuSeconds: between('cpu'),
  decode: timings.decodeMs / 1000,
  peakMegabytes: Math.round(Number(peak) / 1024),
}
process.stdout.write(`${JSON.stringify(result)}\n`)
