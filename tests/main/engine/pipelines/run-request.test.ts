import { describe, expect, test } from 'vitest'
import type { EnginePicture, EngineProgress, EngineRequest } from '#engine/engine.ts'
import type { DiffusionModel } from '#engine/networks/network.ts'
import { createTorchNoise } from '#engine/noise/torch-noise.ts'
import { checkRequest } from '#engine/pipelines/check-request.ts'
import { createPromptEncoder } from '#engine/pipelines/prompt-encoder.ts'
import { createReporter } from '#engine/pipelines/progress/reporter.ts'
import { runRequest } from '#engine/pipelines/run-request.ts'
import { createStopwatch } from '#engine/pipelines/progress/stopwatch.ts'
import { chooseSampler } from '#engine/samplers/index.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { syntheticModel, type Asked } from '#tests/support/engine/synthetic-model.ts'

async function run(
  model: DiffusionModel,
  request: EngineRequest,
  onProgress?: (progress: EngineProgress) => void,
): Promise<EnginePicture[]> {
  checkRequest(request, model)
  return runRequest(request, {
    model,
    prompts: createPromptEncoder(model),
    sampler: chooseSampler(model.scheduler, request),
    pipeline: 'stable-diffusion',
    stopwatch: createStopwatch(),
    reporter: createReporter(request.count, onProgress),
    options: {},
    double: () => Promise.reject(new Error('no upscaler here')),
  })
}

const firstFour = ({ shape, data }: Tensor): Float32Array => data.slice(0, (data.length / shape[1]!) * 4)
const grey = { width: 16, height: 16, data: new Uint8Array(16 * 16 * 3).fill(255) }
/** The left half is made anew. */
const mask = {
  width: 16,
  height: 16,
  data: Uint8Array.from({ length: 256 }, (_, i) => (i % 16 < 8 ? 255 : 0)),
}
const small = { width: 16, height: 16, sampler: 'euler', guidanceScale: 1, seed: 3 } as const

describe('a model with channels for mask and masked picture', () => {
  const asked: Asked[] = []
  const model = syntheticModel({ inputChannels: 9, predict: firstFour, asked })

  test('gets latents, mask and masked picture, and starts from noise alone at strength 1', async () => {
    asked.length = 0
    await run(model, tinyRequest({ ...small, init: grey, mask, strength: 1 }))
    const [first] = asked
    expect(first!.sample.shape).toEqual([1, 9, 2, 2])
    expect([...first!.sample.data.slice(16, 20)]).toEqual([1, 0, 1, 0])
    // The white right half has mean 1, the blanked left half 0: ½ · scaling factor ½.
    for (const value of first!.sample.data.slice(20)) expect(value).toBeCloseTo(0.25, 4)
    // diffusers draws the noise first here, since it does not need the picture's latents.
    const noise = createTorchNoise(3).normal(16)
    const ratio = noise[0]! / first!.sample.data[0]!
    for (let i = 0; i < 16; i++) expect(first!.sample.data[i]! * ratio).toBeCloseTo(noise[i]!, 4)
  })

  test('below strength 1 the picture is drawn first, then the noise', async () => {
    asked.length = 0
    await run(model, tinyRequest({ ...small, init: grey, mask, strength: 0.5 }))
    const source = createTorchNoise(3)
    const [, noise] = [source.normal(16), source.normal(16)]
    const { data } = asked[0]!.sample
    // input = (picture + σ·noise) / √(σ² + 1) with a constant picture: differences follow the second draw.
    const ratio = (data[1]! - data[0]!) / (noise[1]! - noise[0]!)
    for (let i = 2; i < 16; i++) expect((data[i]! - data[0]!) / (noise[i]! - noise[0]!)).toBeCloseTo(ratio, 3)
  })

  test('makes no picture from a prompt alone, and says so', async () => {
    const refused = run(model, tinyRequest(small))
    await expect(refused).rejects.toMatchObject({ code: 'bad-request', subject: 'mask' })
  })
})

test('a model of another number of channels is refused', async () => {
  const model = syntheticModel({ inputChannels: 7, predict: firstFour })
  await expect(run(model, tinyRequest(small))).rejects.toMatchObject({ code: 'model-unsupported' })
})

test('numbers that are not finite stop the run with the step and the way out', async () => {
  const model = syntheticModel({
    inputChannels: 4,
    predict: ({ data }) => new Float32Array(data.length).fill(NaN),
  })
  const error = await run(model, tinyRequest(small)).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'engine-failed', subject: '/synthetic' })
  expect(String(error)).toMatch(/step 1.*cpu/)
})

test('a prompt is encoded once, however often it is asked for', async () => {
  const model = syntheticModel({ inputChannels: 4, predict: firstFour })
  const texts: number[] = []
  const [encoder] = model.textEncoders
  const counting = {
    ...model,
    textEncoders: [
      {
        ...encoder!,
        encode: (ids: readonly Int32Array[], marks: readonly Int32Array[]) => {
          texts.push(ids.length)
          return encoder!.encode(ids, marks)
        },
      },
    ],
  }
  const prompts = createPromptEncoder(counting)
  const choices = { clipSkip: 0, promptSyntax: 'weights', longPrompt: 'cut' } as const
  await prompts.encode('one', null, choices)
  expect((await prompts.encode('one', 'two', choices)).context.shape).toEqual([2, 4, 1])
  await prompts.encode('two', 'one', choices)
  expect(texts).toEqual([1, 1])
})

test('previews are latent-sized pictures by the linear map', async () => {
  const heard: EngineProgress[] = []
  const model = syntheticModel({ inputChannels: 4, predict: ({ data }) => new Float32Array(data.length) })
  await run(model, tinyRequest({ ...small, steps: 4 }), (progress) => heard.push(progress))
  const previews = heard.map(({ preview }) => preview).filter((preview) => preview !== null)
  expect(previews.length).toBeGreaterThan(0)
  expect(previews[0]).toMatchObject({ width: 2, height: 2 })
  expect(previews[0]!.data).toHaveLength(12)
})
