import { describe, expect, test } from 'vitest'
import {
  halves,
  isFinite,
  joinChannels,
  lerp,
  sampleGaussian,
  stack,
  weightedSum,
} from '#engine/tensor/arithmetic.ts'
import { blankMasked, blendLatents, composite, maskToLatents } from '#engine/tensor/masks.ts'
import { pictureToTensor, tensorToPicture } from '#engine/tensor/pictures.ts'
import { tensor } from '#engine/tensor/tensor.ts'

const row = (...values: number[]) => tensor([1, values.length], Float32Array.from(values))

describe('pictures', () => {
  test('every byte comes back as it went', () => {
    const data = Uint8Array.from({ length: 768 }, (_, i) => i % 256)
    const picture = { width: 16, height: 16, data }
    expect(tensorToPicture(pictureToTensor(picture))).toEqual(picture)
  })

  test('channels lie one after another, 0 is −1 and 255 is 1', () => {
    const { shape, data } = pictureToTensor({
      width: 2,
      height: 1,
      data: Uint8Array.of(0, 255, 51, 255, 0, 204),
    })
    expect(shape).toEqual([1, 3, 1, 2])
    expect([...data].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([-1, 1, 1, -1, -0.6, 0.6])
  })

  test('values beyond are held; halves go to the even byte, as numpy rounds them', () => {
    const half = (byte: number) => ((byte + 0.5) / 255) * 2 - 1
    const { data } = tensorToPicture(tensor([1, 3, 1, 1], Float32Array.of(-3, 7, 0)))
    expect([...data]).toEqual([0, 255, 128])
    expect(tensorToPicture(tensor([1, 3, 1, 1], new Float32Array(3).fill(half(127)))).data[0]).toBe(128)
  })
})

describe('masks', () => {
  const mask = { width: 4, height: 4, data: new Uint8Array(16) }
  mask.data.set([255, 0, 127, 0], 0)
  mask.data.set([128, 0, 0, 255], 8)

  test('a cell takes its upper left pixel, at and above half grey', () => {
    expect(maskToLatents(mask, 2)).toEqual(tensor([1, 1, 2, 2], Float32Array.of(1, 0, 1, 0)))
  })

  test('latents: kept where 0, anew where 1, for every channel', () => {
    const [kept, anew] = [
      tensor([1, 2, 1, 2], Float32Array.of(1, 2, 3, 4)),
      tensor([1, 2, 1, 2], Float32Array.of(5, 6, 7, 8)),
    ]
    const cells = tensor([1, 1, 1, 2], Float32Array.of(0, 1))
    expect([...blendLatents(kept, anew, cells).data]).toEqual([1, 6, 3, 8])
  })

  test('pixels: masked ones are blanked, others put back byte by byte', () => {
    const two = { width: 2, height: 1, data: Uint8Array.of(255, 127) }
    const pixels = tensor([1, 3, 1, 2], Float32Array.of(1, 2, 3, 4, 5, 6))
    expect([...blankMasked(pixels, two).data]).toEqual([0, 2, 0, 4, 0, 6])
    const [kept, anew] = [new Uint8Array(6).fill(9), new Uint8Array(6).fill(5)]
    const picture = composite({ width: 2, height: 1, data: kept }, { width: 2, height: 1, data: anew }, two)
    expect([...picture.data]).toEqual([5, 5, 5, 9, 9, 9])
    expect([...kept]).toEqual([9, 9, 9, 9, 9, 9])
  })
})

describe('arithmetic', () => {
  test('rounds each product to float32 before the sum, as torch does', () => {
    const [a, ka, b, kb] = [1.1, 3.3, 0.7, -5.1857142].map(Math.fround) as [number, number, number, number]
    const wanted = Math.fround(Math.fround(a * ka) + Math.fround(b * kb))
    expect(weightedSum(row(a), ka, row(b), kb).data[0]).toBe(wanted)
  })

  test('guidance goes beyond the second', () => {
    expect([...lerp(row(1, 2), row(2, 4), 3).data]).toEqual([4, 8])
  })

  test('a Gaussian’s log variance is held within −30 … 20', () => {
    expect(sampleGaussian(row(1), row(-1000), row(1e6)).data[0]).toBeCloseTo(1 + Math.exp(-15) * 1e6, 4)
    expect(sampleGaussian(row(2), row(0), row(3)).data[0]).toBe(5)
  })

  test('rows and channels join and part', () => {
    expect(halves(stack(row(1, 2), row(3, 4)))).toEqual([row(1, 2), row(3, 4)])
    const [one, two] = [
      tensor([1, 1, 1, 2], Float32Array.of(1, 2)),
      tensor([1, 2, 1, 2], Float32Array.of(3, 4, 5, 6)),
    ]
    expect(joinChannels([one, two])).toEqual(tensor([1, 3, 1, 2], Float32Array.of(1, 2, 3, 4, 5, 6)))
  })

  test('shapes that differ are an error, and what is not finite is seen', () => {
    expect(() => weightedSum(row(1), 1, row(1, 2), 1)).toThrow(/differ/)
    expect([isFinite(row(1, 2)), isFinite(row(1, NaN)), isFinite(row(-Infinity))]).toEqual([
      true,
      false,
      false,
    ])
  })
})
