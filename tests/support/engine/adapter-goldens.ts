import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineRequest } from '#engine/engine.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { noAdditions } from './engine-requests.ts'
import { tinyModel, type GoldenCase, type Goldens } from './goldens.ts'

/** A run of diffusers with files added to tiny-sd1; names of files are those of `adapterFile`. */
export interface AdapterCase extends GoldenCase {
  readonly loras: readonly { readonly file: string; readonly weight: number }[]
  readonly embeddings: readonly string[]
}

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'golden', 'adapters')

/** What `tests/fixtures/generate/adapters.py` wrote. */
export async function readAdapterGoldens(): Promise<
  Pick<Goldens, 'tensor'> & { cases: readonly AdapterCase[] }
> {
  const tensors = await readTensors(join(folder, 'goldens.safetensors'))
  const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { cases: AdapterCase[] }
  return {
    cases,
    tensor(name) {
      const found = tensors.get(name)
      if (found === undefined) throw new Error(`No golden tensor ${name} in ${folder}.`)
      return found
    },
  }
}

export function adapterFile(name: string): string {
  return join(folder, `${name}.safetensors`)
}

/** The request that must give a case's latents. */
export function adapterRequest(golden: AdapterCase): EngineRequest {
  const { prompt, seed, steps, sampler, schedule, width, height } = golden
  return {
    ...noAdditions,
    ...{ modelPath: tinyModel, prompt, seed, steps, sampler, schedule, width, height },
    negativePrompt: golden.negative,
    guidanceScale: golden.guidance,
    noise: 'torch',
    count: 1,
    init: null,
    strength: 1,
    mask: null,
    device: 'cpu',
    embeddings: golden.embeddings.map(adapterFile),
    loras: golden.loras.map(({ file, weight }) => ({ file: adapterFile(file), weight })),
  }
}
