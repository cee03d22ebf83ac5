import { expect, it } from 'vitest'
import { resizeBilinear, resizeBox, resizeLanczos } from '#engine/tensor/resample.ts'
import { tensor } from '#engine/tensor/tensor.ts'

const waves = tensor(
  [1, 2, 3, 5],
  Float32Array.from({ length: 30 }, (_, index) => Math.sin(index * 1.3)),
)
const rounded = (values: Float32Array) => Array.from(values, (value) => Number(value.toFixed(4)))

const expectClose = (values: Float32Array, wanted: readonly number[]) =>
  wanted.forEach((value, index) => expect(values[index]).toBeCloseTo(value, 4))

it('resizes bilinearly as torch does', () => {
  const { shape, data } = resizeBilinear(waves, 7, 8)
  expect(shape).toEqual([1, 2, 7, 8])
  // torch.nn.functional.interpolate(x, size=(7, 8), mode="bilinear", align_corners=False), torch 2.13
  expectClose(data.subarray(0, 8), [0, 0.42156, 0.93555, 0.65552, 0.13948, -0.61256, -0.79784, -0.88345])
  expectClose(data.subarray(-8), [0.88387, 0.79779, 0.61191, -0.1402, -0.65597, -0.93538, -0.42096, 0.00089])
})

it('keeps an even colour and gives back what is not resized', () => {
  const even = tensor([1, 1, 9, 7], new Float32Array(63).fill(0.25))
  for (const resize of [resizeBilinear, resizeBox, resizeLanczos]) {
    resize(even, 20, 3).data.forEach((value) => expect(value).toBeCloseTo(0.25, 6))
    expect(rounded(resize(waves, 3, 5).data)).toEqual(rounded(waves.data))
  }
})

it('keeps detail by Lanczos that bilinear loses', () => {
  const fine = tensor(
    [1, 1, 1, 64],
    Float32Array.from({ length: 64 }, (_, x) => Math.sin(x * 1.2)),
  )
  const spread = (values: Float32Array) => Math.hypot(...values)
  const [sharp, soft] = [resizeLanczos(fine, 1, 256), resizeBilinear(fine, 1, 256)]
  expect(spread(sharp.data)).toBeGreaterThan(spread(soft.data) * 1.05)
})

it('takes means as Pillow does', () => {
  const steps = tensor(
    [1, 1, 1, 7],
    Float32Array.from({ length: 7 }, (_, index) => index * 10),
  )
  // Image.resize(size, Image.BOX), Pillow 13
  expectClose(resizeBox(steps, 1, 3).data, [5, 30, 55])
  expectClose(resizeBox(steps, 1, 4).data, [5, 25, 40, 55])
  expectClose(resizeBox(steps, 1, 5).data, [0, 15, 30, 45, 60])
})
