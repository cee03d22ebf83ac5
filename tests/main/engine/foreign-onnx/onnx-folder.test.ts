import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ModelCard } from '#shared/entities/model-card.ts'
import type { DiffusionModel } from '#engine/networks/network.ts'
import { openModel } from '#engine/networks/open-model.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { errorInDeviations, readGoldens } from '#tests/support/engine/goldens.ts'
import type { Goldens } from '#tests/support/engine/goldens.ts'
import { exportedModel } from '#tests/support/hostile/onnx-exports.ts'
import type { ExportName } from '#tests/support/hostile/onnx-exports.ts'

async function open(folder: string): Promise<DiffusionModel> {
  return openModel(folder, { device: 'cpu', threads: 1 })
}

/** float32 is held to 1e-4; float16 rounds each layer's numbers: 6e-3 was measured. */
const exports: { name: ExportName; golden: 'tiny-sd1' | 'tiny-sd2'; tolerance: number; samples: boolean }[] =
  [
    { name: 'optimum', golden: 'tiny-sd1', tolerance: 1e-4, samples: false },
    { name: 'optimum-fp16', golden: 'tiny-sd1', tolerance: 1e-2, samples: false },
    { name: 'converter', golden: 'tiny-sd1', tolerance: 1e-4, samples: true },
    { name: 'onnxstack', golden: 'tiny-sd1', tolerance: 1e-2, samples: true },
  ]

describe.each(exports)('$name as diffusers computes it', ({ name, golden, tolerance, samples }) => {
  let goldens: Goldens
  let model: DiffusionModel
  let parent: string

  beforeAll(async () => {
    goldens = await readGoldens(golden)
    parent = mkdtempSync(join(tmpdir(), 'verso-onnx-'))
    model = await open(exportedModel(name, parent))
  })
  afterAll(async () => {
    await model.release()
    rmSync(parent, { recursive: true })
  })

  const near = (found: Tensor, expected: string): void => {
    const error = errorInDeviations(found, goldens.tensor(expected))
    if (process.env['VERSO_REPORT'] !== undefined)
      console.log(`${name} ${expected}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(tolerance)
  }

  test('text states', async () => {
    const ids = goldens.tensor('text.ids')
    const rows = [0, 1].map((row) => Int32Array.from(ids.data.subarray(77 * row, 77 * (row + 1))))
    const { states, pooled } = await model.textEncoders[0]!.encode(rows, rows)
    near(states, 'text.states')
    expect(pooled).toBeNull()
  })

  test.each(['wide', 'square'])('one evaluation of the denoiser, %s', async (size) => {
    const sample = goldens.tensor(`unet.${size}.sample`)
    const states = goldens.tensor('text.states')
    const rows = sample.shape[0] ?? 1
    const context = { shape: [rows, 77, 32], data: states.data.slice(0, rows * 77 * 32) }
    const time = goldens.tensor(`unet.${size}.timestep`).data[0] ?? NaN
    near(await model.denoiser.predict(sample, time, { context }), `unet.${size}.out`)
  })

  test('a size that the export cannot make is refused', async () => {
    const sample = goldens.tensor('unet.odd.sample')
    const context = { shape: [1, 77, 32], data: new Float32Array(77 * 32) }
    const refused = model.denoiser.predict(sample, 37.5, { context })
    await expect(refused).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('multiples of 4 latent cells, not 7 × 9') as string,
    })
  })

  test('an encoded picture', async () => {
    const pixels = goldens.tensor('vae.pixels')
    const { mean, logVariance } = await model.autoencoder.encode(pixels)
    near(mean, 'vae.mean')
    if (!samples) near(logVariance!, 'vae.logvar')
    else {
      expect(logVariance).toBeNull()
      expect((await model.autoencoder.encode(pixels)).mean.data).toEqual(mean.data)
    }
  })

  test('a decoded picture', async () => {
    const { scalingFactor } = model.autoencoder
    const { shape, data } = goldens.tensor('vae.latents')
    const scaled = { shape, data: data.map((value) => value * scalingFactor) }
    near(await model.autoencoder.decode(scaled), 'vae.decoded')
  })

  test('its card', () => {
    expect(ModelCard.parse(model.card)).toEqual(model.card)
    expect(model.card).toMatchObject({
      layout: 'onnx',
      family: golden === 'tiny-sd1' ? 'sd1' : 'sd2',
      inputChannels: 4,
      latentChannels: 4,
      latentScale: 8,
      prediction: golden === 'tiny-sd1' ? 'epsilon' : 'v_prediction',
      name: name === 'onnxstack' ? 'Tiny' : 'Exported Model',
    })
    const unet = model.card.components.find((part) => part.name === 'unet')
    expect(unet?.parameters).toBeGreaterThan(300_000)
  })
})
