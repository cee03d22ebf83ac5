/**
 * The engine's own share of a picture: text to image with the starter at 256², 20 steps, guidance 5, on the CPU.
 * One run to load, then three that count. Prints JSON and writes it to benchmarks/results/engine.json.
 *
 *     npm run bench -- engine [MODEL FOLDER]
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { EngineRequest, EngineResult } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { RequestAdditions } from '#shared/entities/request-additions.ts'

const root = join(import.meta.dirname, '..')
const modelPath = process.argv[2] ?? join(root, 'assets', 'models', 'starter')
const request: EngineRequest = {
  ...{ ...RequestAdditions.parse({}), controls: [], regions: [], upscaler: null, attention: false },
  ...{ modelPath, prompt: 'red apple on a white background', negativePrompt: '', seed: 1, noise: 'torch' },
  ...{ steps: 20, sampler: null, schedule: null, guidanceScale: 5, width: 256, height: 256, count: 1 },
  ...{ init: null, strength: 1, mask: null, device: 'cpu' },
}

const engine = createEngine()
const first = await timed()
const runs = [await timed(), await timed(), await timed()]
await engine.dispose()
const best = runs.reduce((a, b) => (a.seconds <= b.seconds ? a : b))
const report = {
  benchmark: 'engine',
  date: new Date().toISOString().slice(0, 10),
  machine: { cpu: cpus()[0]?.model, logicalCores: cpus().length, node: process.versions.node },
  versions: first.result.versions,
  picture: '256 × 256, 20 steps, guidance 5',
  firstPictureSeconds: rounded(first.seconds),
  secondsOfEach: runs.map(({ seconds }) => rounded(seconds)),
  best: {
    seconds: rounded(best.seconds),
    secondsPerStep: rounded(best.result.timings.denoiseMs / 1000 / request.steps),
    shareOutsideSessionRun: rounded(shareOutside(best)),
    milliseconds: best.result.timings,
  },
  shareOutsideSessionRunOfEach: runs.map((run) => rounded(shareOutside(run))),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
}
const text = `${JSON.stringify(report, null, 2)}\n`
await mkdir(join(root, 'benchmarks', 'results'), { recursive: true })
await writeFile(join(root, 'benchmarks', 'results', 'engine.json'), text)
process.stdout.write(text)

interface Timed {
  readonly seconds: number
  readonly result: EngineResult
}

/** The prompt's states are kept after the first run, as they are in the studio. */
async function timed(): Promise<Timed> {
  const start = performance.now()
  const result = await engine.run(request, { onProgress: () => undefined })
  return { seconds: (performance.now() - start) / 1000, result }
}

function shareOutside({ seconds, result }: Timed): number {
  return 1 - result.timings.sessionRunMs / 1000 / seconds
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
