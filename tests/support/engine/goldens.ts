import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SamplerName, ScheduleName } from '#shared/entities/generation-request.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'

/** One pipeline run of diffusers; its latents are the tensor `<name>.latents`. */
export interface GoldenCase {
  readonly name: string
  readonly prompt: string
  readonly negative: string
  /** Null: the model's own. */
  readonly sampler: SamplerName | null
  readonly schedule: ScheduleName | null
  readonly steps: number
  readonly guidance: number
  readonly seed: number
  readonly count: number
  readonly width: number
  readonly height: number
  readonly strength: number | null
  readonly mask: boolean
  /** Which of `schedulers` the model is given in place of its own. */
  readonly scheduler?: string | null
  readonly clipSkip?: number
  readonly guidanceRescale?: number
  /** Ids of the prompt's tokens. */
  readonly tokens?: readonly number[]
}

export interface Goldens {
  /** Hash of the model that they were made with. */
  readonly model: string
  readonly size: number
  /** The start picture and mask of 64² are enlarged so many times; so is the stored part of the decoded picture. */
  readonly repeat: number
  readonly cases: readonly GoldenCase[]
  /** Contents of `scheduler_config.json` by the names that cases use. */
  readonly schedulers?: Readonly<Record<string, unknown>>
  tensor(name: string): Tensor
}

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures')

/** Stable Diffusion 1.5 in miniature. */
export const tinyModel = join(fixtures, 'golden', 'tiny-sd1', 'model')
/** Stable Diffusion 2.1 in miniature: v-prediction, lists of heads, other depths. */
export const tinySecondModel = join(fixtures, 'golden', 'tiny-sd2', 'model')

/** The model of the goldens of that name, such as `tiny-sdxl`. */
export function goldenModel(name: string): string {
  return join(fixtures, 'golden', name, 'model')
}

/** Whether there are goldens of that name: the starter's are made with each release of it. */
export function haveGoldens(name: string): boolean {
  return existsSync(join(fixtures, 'golden', name, 'cases.json'))
}

/** What `tests/fixtures/generate/generate.py` wrote. */
export async function readGoldens(name: string): Promise<Goldens> {
  const folder = join(fixtures, 'golden', name)
  const tensors = await readTensors(join(folder, 'goldens.safetensors'))
  const { model, size, repeat, cases, schedulers } = JSON.parse(
    readFileSync(join(folder, 'cases.json'), 'utf8'),
  ) as Omit<Goldens, 'tensor'>
  return {
    model,
    size,
    repeat,
    cases,
    ...(schedulers && { schedulers }),
    tensor(tensorName) {
      const found = tensors.get(tensorName)
      if (found === undefined) throw new Error(`No golden tensor ${tensorName} in ${folder}.`)
      return found
    },
  }
}

/** Greatest difference between two tensors, measured in standard deviations of the expected one. */
export function errorInDeviations(found: Tensor, expected: Tensor): number {
  if (found.shape.join() !== expected.shape.join())
    throw new Error(`Shape ${found.shape.join()} instead of ${expected.shape.join()}.`)
  const mean = expected.data.reduce((sum, value) => sum + value, 0) / expected.data.length
  const variance = expected.data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / expected.data.length
  const error = expected.data.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (found.data[index] ?? NaN))),
    0,
  )
  // A tensor of one value throughout has no deviation to measure by: then the error itself counts.
  return variance < 1e-12 ? error : error / Math.sqrt(variance)
}
