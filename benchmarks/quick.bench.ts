/**
 * The same picture of 256² by the starter's quick way and by its usual one, on two cores, the engine already loaded:
 * of each one run to load, then three that count. Prints JSON and writes it to benchmarks/results/quick.json.
 *
 *     npm run bench -- quick [MODEL FOLDER]
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { EngineRequest } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { RequestAdditions } from '#shared/entities/request-additions.ts'

const root = join(import.meta.dirname, '..')
const modelPath = process.argv[2] ?? join(root, 'assets', 'models', 'starter')
const usual: EngineRequest = {
  ...{ ...RequestAdditions.parse({}), controls: [], regions: [], upscaler: null, attention: false },
  ...{ modelPath, prompt: 'red apple on a white background', negativePrompt: '', seed: 1, noise: 'torch' },
  ...{ steps: 20, sampler: null, schedule: null, guidanceScale: 3.5, width: 256, height: 256, count: 1 },
  ...{ init: null, strength: 1, mask: null, device: 'cpu' },
}

const engine = createEngine({ threads: 2 })
const { name, hash, defaults, quick } = await engine.describe(modelPath)
const { steps, guidanceScale } = defaults
const report = {
  benchmark: 'quick',
  date: new Date().toISOString().slice(0, 10),
  machine: { cpu: cpus()[0]?.model, logicalCores: cpus().length, threads: 2, node: process.versions.node },
  model: { name, hash },
  picture: '256 × 256',
  quick:
    quick === null
      ? `none: ${name} has no quick way`
      : await measure({
          ...{ steps: quick.steps, guidanceScale: quick.guidanceScale, sampler: quick.sampler },
          loras: [{ file: quick.lora, weight: 1 }],
        }),
  usual: await measure({ steps, guidanceScale }),
}
await engine.dispose()
const text = `${JSON.stringify(report, null, 2)}\n`
await mkdir(join(root, 'benchmarks', 'results'), { recursive: true })
await writeFile(join(root, 'benchmarks', 'results', 'quick.json'), text)
process.stdout.write(text)

/** The prompt's states are kept after the first run, as they are in the studio. */
async function measure(way: Partial<EngineRequest>) {
  const request = { ...usual, ...way }
  const first = await seconds(request)
  const each = [await seconds(request), await seconds(request), await seconds(request)]
  const { steps, guidanceScale } = request
  return { steps, guidanceScale, firstPictureSeconds: first, secondsOfEach: each, best: Math.min(...each) }
}

async function seconds(request: EngineRequest): Promise<number> {
  const start = performance.now()
  await engine.run(request, { onProgress: () => undefined })
  return Math.round(performance.now() - start) / 1000
}
