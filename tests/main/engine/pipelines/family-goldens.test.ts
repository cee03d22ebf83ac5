import { afterAll, describe, expect, test } from 'vitest'
import type { EnginePicture, EngineRequest } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { requestOf } from '#tests/support/engine/engine-requests.ts'
import { errorInDeviations, goldenModel, readGoldens } from '#tests/support/engine/goldens.ts'

const families = {
  'tiny-sdxl': 'sdxl',
  'tiny-sdxl-inpaint': 'sdxl',
  'tiny-sdxl-refiner': 'sdxl-refiner',
  'tiny-lcm': 'sd1',
  'tiny-text': 'starter',
} as const
const models = await Promise.all(
  Object.entries(families).map(async ([name, family]) => ({
    ...{ name, family, path: goldenModel(name) },
    goldens: await readGoldens(name),
  })),
)

/** In standard deviations of the final latents; rounding alone was measured at 2e-5. */
const tolerance = 1e-3

describe.each(models)('$name: whole runs as diffusers makes them', ({ family, path, goldens }) => {
  const engine = createEngine({ threads: 1 })
  afterAll(() => engine.dispose())

  test('its card', async () => {
    expect(await engine.describe(path)).toMatchObject({ family, hash: goldens.model })
  })

  test.each(goldens.cases)('$name', async (golden) => {
    const { pictures } = await engine.run(requestOf(goldens, golden, path))
    const error = errorInDeviations(joinRows(pictures), goldens.tensor(`${golden.name}.latents`))
    if (process.env['VERSO_REPORT'] !== undefined)
      console.log(`${family} ${golden.name}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(tolerance)
  })

  // Of a filled picture the rest is the given one.
  test.skipIf(goldens.cases[0]!.mask)('the decoded picture, within 1 of 255 on average', async () => {
    const golden = goldens.cases[0]!
    const { pictures } = await engine.run(requestOf(goldens, golden, path))
    const wanted = goldens.tensor(`${golden.name}.picture`)
    const { data } = pictures[0]!.picture
    const total = wanted.data.reduce((sum, value, index) => sum + Math.abs(value - data[index]!), 0)
    expect(total / wanted.data.length).toBeLessThan(1)
  })
})

describe('what a family cannot do is refused with the way out', () => {
  const engine = createEngine({ threads: 1 })
  afterAll(() => engine.dispose())
  const refuse = async (name: string, change: Partial<EngineRequest>): Promise<unknown> => {
    const { goldens, path } = models.find((model) => model.name === name)!
    return engine.run({ ...requestOf(goldens, goldens.cases[0]!, path), ...change })
  }

  test('more layers left out than a text encoder has, or any of BERT', async () => {
    await expect(refuse('tiny-sdxl', { clipSkip: 3 })).rejects.toMatchObject({
      ...{ code: 'bad-request', subject: 'clipSkip' },
      message: expect.stringContaining('Take at most 2') as string,
    })
    await expect(refuse('tiny-text', { clipSkip: 1 })).rejects.toThrow('Leave it at 0')
  })

  test('a picture from a prompt alone by a model that fills masks', async () => {
    await expect(refuse('tiny-sdxl-inpaint', { init: null, mask: null })).rejects.toMatchObject({
      ...{ code: 'bad-request', subject: 'mask' },
    })
  })
})

function joinRows(pictures: readonly EnginePicture[]): { shape: number[]; data: Float32Array } {
  const rows = pictures.map(({ latents }) => [...latents.data])
  const [, ...rest] = pictures[0]!.latents.shape
  return { shape: [pictures.length, ...rest], data: Float32Array.from(rows.flat()) }
}
