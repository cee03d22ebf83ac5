import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createPhiloxNoise } from '#engine/noise/philox-noise.ts'
import { createTorchNoise } from '#engine/noise/torch-noise.ts'

interface Draw {
  size: number
  first: number[]
  last: number[]
  sum: number
  sumOfSquares: number
}
const golden = JSON.parse(readFileSync('tests/fixtures/golden/noise.json', 'utf8')) as {
  cases: { seed: number; draws: Draw[] }[]
}

function expectClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(wanted.length)
  for (let i = 0; i < wanted.length; i++) {
    expect(Math.abs(actual[i]! - wanted[i]!), `value ${i}`).toBeLessThanOrEqual(tolerance)
  }
}

describe('noise as torch draws it on the CPU', () => {
  test.each(golden.cases.map((c) => ({ ...c, sizes: c.draws.map((d) => d.size).join(', ') })))(
    'seed $seed, sizes $sizes',
    ({ seed, draws }) => {
      const source = createTorchNoise(seed)
      for (const draw of draws) {
        const values = source.normal(draw.size)
        expect(values.length).toBe(draw.size)
        expectClose(values.subarray(0, 8), draw.first, 1e-6)
        expectClose(values.subarray(-8), draw.last, 1e-6)
        expectClose([values.reduce((a, x) => a + x, 0)], [draw.sum], 1e-6 * draw.size)
        expectClose([values.reduce((a, x) => a + x * x, 0)], [draw.sumOfSquares], 2e-6 * draw.size)
      }
    },
  )

  test('only the low 32 bits of a seed count, as in torch', () => {
    expect(createTorchNoise(2 ** 32 + 5).normal(20)).toEqual(createTorchNoise(5).normal(20))
    expect(createTorchNoise(6).normal(20)).not.toEqual(createTorchNoise(5).normal(20))
  })
})

describe('noise as CUDA draws it', () => {
  // torch.manual_seed(0); torch.randn((3, 4), device='cuda')
  const cuda = [
    -0.92466259, -0.42534415, -2.6438457, 0.14518388, -0.12086647, -0.57972564, -0.62285122, -0.32838709,
    -1.07454231, -0.36314407, -1.67105067, 2.26550497,
  ]

  test('seed 0 gives the published values', () => {
    expectClose(createPhiloxNoise(0).normal(12), cuda, 1e-6)
  })

  test('each draw moves on, and all 64 bits of the seed count', () => {
    const source = createPhiloxNoise(0)
    const first = source.normal(4)
    expect(source.normal(4)).not.toEqual(first)
    expect(createPhiloxNoise(2 ** 32).normal(4)).not.toEqual(first)
  })
})
