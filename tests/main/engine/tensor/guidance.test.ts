import { expect, test } from 'vitest'
import { guide } from '#engine/tensor/guidance.ts'
import { fromLatents, toLatents } from '#engine/tensor/latent-units.ts'
import { tensor } from '#engine/tensor/tensor.ts'

const without = tensor([1, 1, 2, 2], Float32Array.of(0, 1, 2, 3))
const withPrompt = tensor([1, 1, 2, 2], Float32Array.of(1, 1, 3, 5))

test('guidance goes from the prediction without the prompt beyond that with it', () => {
  expect([...guide(without, withPrompt, 3, 0).data]).toEqual([3, 1, 5, 9])
})

test('a whole rescale gives the deviation of the prediction with the prompt, half of one the middle', () => {
  const [guided, whole, half] = [0, 1, 0.5].map((rescale) => guide(without, withPrompt, 3, rescale).data)
  const deviation = (data: Float32Array): number => {
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length
    return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0))
  }
  expect(deviation(whole!)).toBeCloseTo(deviation(withPrompt.data), 5)
  half!.forEach((value, index) => expect(value).toBeCloseTo((guided![index]! + whole![index]!) / 2, 5))
})

test('latents are counted channel by channel where a model says so, and back', () => {
  const sample = tensor([1, 2, 1, 2], Float32Array.of(1, 2, 3, 4))
  const units = {
    ...{ scalingFactor: 0.5, shiftFactor: 0 },
    channels: { means: [1, 2], deviations: [2, 4] },
  }
  const latents = toLatents(sample, units)
  expect([...latents.data]).toEqual([0, 0.25, 0.125, 0.25])
  expect([...fromLatents(latents, units).data]).toEqual([...sample.data])
})

test('a shift is taken off before the scaling and put back after it', () => {
  const sample = tensor([1, 1, 1, 2], Float32Array.of(1, 3))
  const units = { scalingFactor: 0.5, shiftFactor: 1 }
  expect([...toLatents(sample, units).data]).toEqual([0, 1])
  expect([...fromLatents(toLatents(sample, units), units).data]).toEqual([1, 3])
})
