import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DiffusionModel } from '#engine/networks/network.ts'
import { openModel } from '#engine/networks/open-model.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import {
  errorInDeviations,
  haveGoldens,
  readGoldens,
  tinyModel,
  tinySecondModel,
} from '#tests/support/engine/goldens.ts'
import type { Goldens } from '#tests/support/engine/goldens.ts'

const starter =
  process.env['VERSO_STARTER'] ??
  join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'models', 'starter')
const models = [
  { name: 'tiny-sd1', path: tinyModel },
  { name: 'tiny-sd2', path: tinySecondModel },
  { name: 'starter', path: starter },
] as const

/** Rounding alone was measured at 5e-6; at 3e-4 in the states of padding, where torch itself moves as much. */
const tolerance = 1e-4
const textTolerance = 1e-3

describe.each(models.filter(({ name, path }) => existsSync(path) && haveGoldens(name)))(
  '$name as diffusers computes it',
  ({ name, path }) => {
    let goldens: Goldens
    let model: DiffusionModel

    beforeAll(async () => {
      goldens = await readGoldens(name)
      model = await openModel(path, { device: 'cpu', threads: 2 })
    })
    afterAll(() => model.release())

    test('the goldens were made with this model', () => {
      expect(goldens.model, 'make them anew with tests/fixtures/generate/generate.py').toBe(model.card.hash)
    })

    test('text states', async () => {
      const { states } = await model.textEncoders[0]!.encode(
        rows(goldens.tensor('text.ids')),
        rows(goldens.tensor('text.mask')),
      )
      expect(errorInDeviations(states, goldens.tensor('text.states'))).toBeLessThan(textTolerance)
    })

    test.each(['wide', 'odd', 'square'])('one evaluation of the denoiser, %s', async (size) => {
      const sample = goldens.tensor(`unet.${size}.sample`)
      const context = firstRows(goldens.tensor('text.states'), sample.shape[0] ?? 0)
      const time = goldens.tensor(`unet.${size}.timestep`).data[0] ?? NaN
      const prediction = await model.denoiser.predict(sample, time, { context })
      expect(errorInDeviations(prediction, goldens.tensor(`unet.${size}.out`))).toBeLessThan(tolerance)
    })

    test('an encoded picture', async () => {
      const { mean, logVariance } = await model.autoencoder.encode(goldens.tensor('vae.pixels'))
      expect(errorInDeviations(mean, goldens.tensor('vae.mean'))).toBeLessThan(tolerance)
      expect(errorInDeviations(logVariance!, goldens.tensor('vae.logvar'))).toBeLessThan(tolerance)
    })

    test('a decoded picture', async () => {
      const { scalingFactor, shiftFactor } = model.autoencoder
      const latents = goldens.tensor('vae.latents')
      const scaled = {
        shape: latents.shape,
        data: latents.data.map((value) => (value - shiftFactor) * scalingFactor),
      }
      const decoded = await model.autoencoder.decode(scaled)
      expect(errorInDeviations(decoded, goldens.tensor('vae.decoded'))).toBeLessThan(tolerance)
    })

    test('the same bytes again, and after the networks were released', async () => {
      const sample = goldens.tensor('unet.wide.sample')
      const context = goldens.tensor('text.states')
      const first = await model.denoiser.predict(sample, 500, { context })
      const second = await model.denoiser.predict(sample, 500, { context })
      await model.denoiser.release()
      const third = await model.denoiser.predict(sample, 500, { context })
      expect(second.data).toEqual(first.data)
      expect(third.data).toEqual(first.data)
      expect(model.sessionRunMs()).toBeGreaterThan(0)
    })
  },
)

function rows({ shape, data }: Tensor): Int32Array[] {
  const [count = 0, length = 0] = shape
  return Array.from({ length: count }, (_, row) =>
    Int32Array.from(data.subarray(row * length, (row + 1) * length)),
  )
}

function firstRows({ shape, data }: Tensor, count: number): Tensor {
  const [all = 1, ...rest] = shape
  return { shape: [count, ...rest], data: data.slice(0, (data.length / all) * count) }
}
