import { expect, it } from 'vitest'
import { tensor } from '#engine/tensor/tensor.ts'
import { blendWeights, spansOf } from '#engine/tiling/spans.ts'
import { runTiled } from '#engine/tiling/tiled.ts'

it.each([
  [10, 16, 4],
  [16, 16, 4],
  [17, 16, 4],
  [100, 16, 4],
  [1000, 64, 16],
  [21, 12, 4],
  [65, 64, 63],
])('covers %i places with tiles of %i that share %i', (length, tile, overlap) => {
  const spans = spansOf(length, tile, overlap)
  expect(spans[0]!.start).toBe(0)
  expect(spans.at(-1)!.start + spans.at(-1)!.length).toBe(length)
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1]
    if (next !== undefined) expect(span.start + span.length - next.start).toBeGreaterThanOrEqual(overlap)
  }
  const total = new Float32Array(length)
  blendWeights(spans).forEach((weights, index) =>
    weights.forEach((weight, place) => (total[spans[index]!.start + place]! += weight)),
  )
  for (const sum of total) expect(sum).toBeCloseTo(1, 5)
})

const picture = (channels: number, height: number, width: number) =>
  tensor(
    [1, channels, height, width],
    Float32Array.from({ length: channels * height * width }, (_, index) => Math.sin(index * 0.7)),
  )

/** Doubles both sides by repeating, and negates. */
const network = (input: ReturnType<typeof picture>) => {
  const [, channels = 0, height = 0, width = 0] = input.shape
  const out = picture(channels, height * 2, width * 2)
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < height * 2; y++)
      for (let x = 0; x < width * 2; x++)
        out.data[(c * height * 2 + y) * width * 2 + x] =
          -input.data[(c * height + (y >> 1)) * width + (x >> 1)]!
  return Promise.resolve(out)
}

it('gives what the network gives for the whole, where places do not know of one another', async () => {
  const input = picture(2, 21, 37)
  const tiled = await runTiled(input, network, { tile: 12, overlap: 4, from: 1, to: 2 })
  const whole = await network(input)
  expect(tiled.shape).toEqual(whole.shape)
  tiled.data.forEach((value, index) => expect(value).toBeCloseTo(whole.data[index]!, 5))
})

it('runs once where all fits, and stops between two tiles', async () => {
  let runs = 0
  const counted = (input: ReturnType<typeof picture>) => (runs++, network(input))
  await runTiled(picture(1, 12, 12), counted, { tile: 12, overlap: 4, from: 1, to: 2 })
  expect(runs).toBe(1)
  const between = () => (runs >= 3 ? Promise.reject(new Error('stop')) : Promise.resolve())
  const stopped = runTiled(picture(1, 40, 40), counted, { tile: 12, overlap: 4, from: 1, to: 2, between })
  await expect(stopped).rejects.toThrow('stop')
  expect(runs).toBe(3)
})

it('makes smaller by whole cells', async () => {
  const input = picture(1, 80, 48)
  const every8th = (tile: ReturnType<typeof picture>) => {
    const [, , height = 0, width = 0] = tile.shape
    const out = tensor([1, 1, height / 8, width / 8], new Float32Array((height * width) / 64))
    out.data.forEach((_, at) => {
      const [y, x] = [Math.floor(at / (width / 8)), at % (width / 8)]
      out.data[at] = tile.data[y * 8 * width + x * 8]!
    })
    return Promise.resolve(out)
  }
  const tiled = await runTiled(input, every8th, { tile: 4, overlap: 1, from: 8, to: 1 })
  const whole = await every8th(input)
  expect(tiled.shape).toEqual([1, 1, 10, 6])
  tiled.data.forEach((value, index) => expect(value).toBeCloseTo(whole.data[index]!, 5))
})
