import { expect, it } from 'vitest'
import { encodeNpy } from '#files/npy.ts'
import { composite, isEmptyMask, maskOf } from '#files/pixels/mask.ts'
import { flattenOnWhite, hashPixels, isOpaque, withAlpha } from '#files/pixels/rgba-picture.ts'

it('reads a mask from brightness and opacity, and scales it without inventing greys', () => {
  const paint = (...pixels: number[][]) => ({
    width: pixels.length,
    height: 1,
    data: Uint8Array.from(pixels.flat()),
  })
  const mask = maskOf(paint([255, 255, 255, 255], [0, 0, 0, 255], [255, 255, 255, 0]), 3, 1)
  expect([...mask.data]).toEqual([255, 0, 0])
  expect([...maskOf(paint([255, 255, 255, 255], [0, 0, 0, 255]), 4, 2).data]).toEqual([
    255, 255, 0, 0, 255, 255, 0, 0,
  ])
  expect(isEmptyMask(mask)).toBe(false)
  expect(isEmptyMask({ width: 1, height: 1, data: Uint8Array.of(127) })).toBe(true)
})

it('keeps every byte outside the mask, transparency included', () => {
  const init = { width: 3, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) }
  const made = { width: 3, height: 1, data: Uint8Array.of(101, 102, 103, 104, 105, 106, 107, 108, 109) }
  const mask = { width: 3, height: 1, data: Uint8Array.of(127, 128, 0) }
  const data = [1, 2, 3, 4, 104, 105, 106, 255, 9, 10, 11, 12]
  expect([...composite(init, made, mask).data]).toEqual(data)
})

it('shows transparency to the model as white paper', () => {
  const picture = { width: 3, height: 1, data: Uint8Array.of(0, 0, 0, 0, 10, 20, 30, 255, 0, 0, 0, 51) }
  expect([...flattenOnWhite(picture).data]).toEqual([255, 255, 255, 10, 20, 30, 204, 204, 204])
  expect(isOpaque(picture)).toBe(false)
  expect(isOpaque(withAlpha(flattenOnWhite(picture)))).toBe(true)
})

it('names pixels by size and content', () => {
  const data = new Uint8Array(16).fill(5)
  const hash = hashPixels({ width: 2, height: 2, data })
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(hashPixels({ width: 4, height: 1, data })).not.toBe(hash)
})

it('writes floats as NumPy reads them', () => {
  const bytes = encodeNpy([1, 1, 1, 3], Float32Array.of(1.5, -2, 0.25))
  const view = new DataView(bytes.buffer)
  const header = view.getUint16(8, true)
  expect((10 + header) % 64).toBe(0)
  expect(Buffer.from(bytes.subarray(0, 10)).toString('latin1')).toMatch(/^\x93NUMPY\x01\x00/)
  expect(Buffer.from(bytes.subarray(10, 10 + header)).toString()).toMatch(
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(1, 1, 1, 3\), \} *\n$/,
  )
  expect([0, 4, 8].map((at) => view.getFloat32(10 + header + at, true))).toEqual([1.5, -2, 0.25])
  expect(() => encodeNpy([2, 2], new Float32Array(3))).toThrow(RangeError)
})
