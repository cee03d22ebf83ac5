import { expect, it } from 'vitest'
import { outpaintSources } from '#files/pixels/outpaint.ts'
import type { RgbaPicture } from '#files/pixels/rgba-picture.ts'

const [width, height] = [40, 30]
const data = Uint8Array.from({ length: width * height * 4 }, (_, at) =>
  at % 4 === 3 ? 255 : (at * 13) % 256,
)
const picture: RgbaPicture = { width, height, data }
const pixel = (of: RgbaPicture, x: number, y: number) => [
  ...of.data.subarray((y * of.width + x) * 4).subarray(0, 4),
]

it('keeps the picture in its place and goes on with its edges', () => {
  const made = outpaintSources(picture, { left: 16, top: 0, right: 8, bottom: 2 })
  expect([made.picture.width, made.picture.height]).toEqual([64, 32])
  for (const [x, y] of [
    [0, 0],
    [39, 29],
    [17, 11],
  ] as const)
    expect(pixel(made.picture, x + 16, y)).toEqual(pixel(picture, x, y))
  expect(pixel(made.picture, 2, 7)).toEqual(pixel(picture, 0, 7))
  expect(pixel(made.picture, 63, 31)).toEqual(pixel(picture, 39, 29))
})

it('marks what is new and a strip along the edges that grow, and nothing else', () => {
  const { mask } = outpaintSources(picture, { left: 16, top: 0, right: 8, bottom: 2 })
  const isNew = (x: number, y: number) => pixel(mask, x, y)[0] === 255
  expect([isNew(0, 0), isNew(15, 10), isNew(23, 10), isNew(24, 10)]).toEqual([true, true, true, false])
  expect([isNew(47, 10), isNew(48, 10), isNew(63, 10)]).toEqual([false, true, true])
  expect([isNew(30, 0), isNew(30, 21), isNew(30, 22)]).toEqual([false, false, true])
})

it('rounds up to whole cells', () => {
  const made = outpaintSources(picture, { left: 1, top: 0, right: 0, bottom: 0 })
  expect([made.picture.width, made.picture.height]).toEqual([48, 32])
})
