import { expect, test } from 'vitest'
import { cleanPictures } from '#engine/pipelines/step/clean-picture.ts'
import { cumulativeAlphas } from '#engine/samplers/schedules/alphas.ts'
import { readCommon } from '#engine/samplers/settings.ts'
import { tensor } from '#engine/tensor/tensor.ts'

const config = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }
const alphas = cumulativeAlphas(readCommon(config, { spacing: 'linspace' }))
const [picture, noise] = [
  [1, -0.5, 0.25],
  [0.3, 2, -1],
] as const

/** What the denoiser sees of the picture at a training step, and what a perfect one says of it. */
function at(timestep: number, kind: string) {
  const [signal, deviation] = [Math.sqrt(alphas[timestep]!), Math.sqrt(1 - alphas[timestep]!)]
  const sample = picture.map((x, i) => signal * x + deviation * noise[i]!)
  const said = {
    sample: picture,
    epsilon: noise,
    v_prediction: picture.map((x, i) => signal * noise[i]! - deviation * x),
  }[kind]!
  return [said, sample].map((values) => tensor([3], Float32Array.from(values))) as [never, never]
}

test.each(['epsilon', 'v_prediction', 'sample'])('the picture below the noise, told as %s', (kind) => {
  const clean = cleanPictures({ ...config, prediction_type: kind })!
  for (const timestep of [0, 400, 900])
    clean(...at(timestep, kind), timestep).data.forEach((x, i) => expect(x).toBeCloseTo(picture[i]!, 4))
})

test('a scheduler that cannot be read gives none', () => {
  expect(cleanPictures({ beta_schedule: 'of another kind' })).toBeNull()
})
