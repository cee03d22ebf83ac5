import type { EngineRequest, MaskPicture, RgbPicture } from '#engine/engine.ts'
import { RequestAdditions } from '#shared/entities/request-additions.ts'
import { tinyModel, type GoldenCase, type Goldens } from './goldens.ts'

/** Nothing added to the model. */
export const noAdditions = {
  ...RequestAdditions.parse({}),
  ...{ controls: [], regions: [], upscaler: null, attention: false },
}

/** A small run of the tiny model: two steps at 64², no guidance. */
export function tinyRequest(changes: Partial<EngineRequest> = {}): EngineRequest {
  return {
    ...noAdditions,
    modelPath: tinyModel,
    prompt: 'a red apple',
    negativePrompt: '',
    seed: 1,
    noise: 'torch',
    steps: 2,
    sampler: null,
    schedule: null,
    guidanceScale: 1,
    width: 64,
    height: 64,
    count: 1,
    init: null,
    strength: 0.6,
    mask: null,
    device: 'cpu',
    ...changes,
  }
}

/** The request that must give a golden case's latents. */
export function requestOf(goldens: Goldens, golden: GoldenCase, modelPath: string): EngineRequest {
  const { width, height, strength } = golden
  return {
    ...noAdditions,
    modelPath,
    prompt: golden.prompt,
    negativePrompt: golden.negative,
    seed: golden.seed,
    noise: 'torch',
    steps: golden.steps,
    sampler: golden.sampler,
    schedule: golden.schedule,
    guidanceScale: golden.guidance,
    clipSkip: golden.clipSkip ?? 0,
    guidanceRescale: golden.guidanceRescale ?? 0,
    width,
    height,
    count: golden.count,
    init: strength === null ? null : goldenPicture(goldens),
    strength: strength ?? 1,
    mask: golden.mask ? goldenMask(goldens) : null,
    device: 'cpu',
  }
}

export function goldenPicture(goldens: Goldens): RgbPicture {
  return enlarged(goldens, 'init', 3)
}

export function goldenMask(goldens: Goldens): MaskPicture {
  return enlarged(goldens, 'mask', 1)
}

function enlarged({ repeat, tensor }: Goldens, name: string, channels: number): RgbPicture {
  const { shape, data } = tensor(name)
  const [height = 0, width = 0] = shape
  const [rows, columns] = [height * repeat, width * repeat]
  const out = new Uint8Array(rows * columns * channels)
  for (let i = 0; i < out.length; i++) {
    const [pixel, channel] = [Math.floor(i / channels), i % channels]
    const [y, x] = [Math.floor(pixel / columns), pixel % columns]
    out[i] = data[(Math.floor(y / repeat) * width + Math.floor(x / repeat)) * channels + channel]!
  }
  return { width: columns, height: rows, data: out }
}
