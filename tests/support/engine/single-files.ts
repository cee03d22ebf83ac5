import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineRequest } from '#engine/engine.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { noAdditions } from './engine-requests.ts'
import { loadStored, saveStored, type Stored } from './safetensors.ts'

export const singleFileFamilies = ['sd1', 'sd1-inpaint', 'sd2', 'sdxl', 'sdxl-refiner'] as const
export type SingleFileFamily = (typeof singleFileFamilies)[number]

export interface SingleFileCase {
  readonly name: string
  readonly prompt: string
  readonly negative: string
  readonly sampler: 'ddim' | 'euler'
  readonly steps: number
  readonly guidance: number
  readonly seed: number
  readonly strength: number | null
}

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'golden', 'single-files')
const [words, width] = [49_408, 8]

/** The tables of words that the stored files leave out, since CLIP's vocabulary is large. */
const tables: Readonly<Record<SingleFileFamily, readonly string[]>> = {
  sd1: ['cond_stage_model.transformer.text_model.embeddings.token_embedding.weight'],
  'sd1-inpaint': ['cond_stage_model.transformer.text_model.embeddings.token_embedding.weight'],
  sd2: ['cond_stage_model.model.token_embedding.weight'],
  sdxl: [
    'conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight',
    'conditioner.embedders.1.model.token_embedding.weight',
  ],
  'sdxl-refiner': ['conditioner.embedders.0.model.token_embedding.weight'],
}

export const singleFileCases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Readonly<
  Record<SingleFileFamily, readonly SingleFileCase[]>
>

/** Final latents `<family>.<case>`, and the picture of the first case, `<family>.picture`. */
export function readSingleFileGoldens(): Promise<Map<string, Tensor>> {
  return readTensors(join(folder, 'goldens.safetensors'))
}

/** A whole tiny model in one file of the original layout, in this folder; `change` may damage it. */
export function writeSingleFile(
  to: string,
  family: SingleFileFamily,
  change: (stored: Stored) => Stored = (stored) => stored,
): string {
  const stored = loadStored(join(folder, `${family}.safetensors`))
  for (const name of tables[family]) stored.set(name, tableOfWords)
  const file = join(to, 'Tiny Model.safetensors')
  saveStored(file, change(stored))
  return file
}

/** As `tests/fixtures/generate/single_files.py` has it: 2048ths, so that half precision holds them exactly. */
const tableOfWords = {
  dtype: 'F16',
  shape: [words, width],
  bytes: new Uint8Array(
    Uint16Array.from({ length: words * width }, (_, index) => {
      const [word, column] = [Math.floor(index / width), index % width]
      return halfOf(((word * 7919 + column * 104_729) % 2048) - 1024)
    }).buffer,
  ),
}

/** Half-precision bits of a whole number of 2048ths between −1024 and 1023. */
function halfOf(parts: number): number {
  if (parts === 0) return 0
  const exponent = Math.floor(Math.log2(Math.abs(parts)))
  const fraction = (Math.abs(parts) / 2 ** exponent - 1) * 1024
  return (parts < 0 ? 0x8000 : 0) | ((exponent - 11 + 15) << 10) | fraction
}

/** The request of a golden case, without its start picture. */
export function singleFileRequest(modelPath: string, golden: SingleFileCase): EngineRequest {
  const { prompt, sampler, steps, seed } = golden
  return {
    ...noAdditions,
    promptSyntax: 'plain',
    ...{ modelPath, prompt, negativePrompt: golden.negative, sampler, steps, seed },
    ...{ noise: 'torch', schedule: null, guidanceScale: golden.guidance, width: 64, height: 64, count: 1 },
    ...{ init: null, strength: golden.strength ?? 1, mask: null, device: 'cpu' },
  }
}
