import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { requestOf } from '#tests/support/engine/engine-requests.ts'
import { errorInDeviations, haveGoldens, readGoldens } from '#tests/support/engine/goldens.ts'

const starter =
  process.env['VERSO_STARTER'] ??
  join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'models', 'starter')
const { quick } = JSON.parse(readFileSync(join(starter, 'verso.json'), 'utf8')) as {
  quick?: { lora: string; steps: number; guidance: number }
}
/** In standard deviations of the final latents. */
const tolerance = 1e-3

// A starter without a quick way has no goldens of one: `generate.py --starter` says so and writes none.
test('goldens of the starter’s quick way are there just where it has one', () => {
  expect(haveGoldens('starter-quick'), 'run tests/fixtures/generate/generate.py --starter').toBe(
    quick !== undefined,
  )
})

describe.skipIf(quick === undefined || !haveGoldens('starter-quick'))('the starter’s quick way', async () => {
  const goldens = quick && haveGoldens('starter-quick') ? await readGoldens('starter-quick') : null
  const engine = createEngine({ threads: 2 })
  afterAll(() => engine.dispose())
  const cases = goldens?.cases ?? []
  const requestFor = (golden: (typeof cases)[number]) => ({
    ...requestOf(goldens!, golden, starter),
    loras: [{ file: join(starter, quick!.lora), weight: 1 }],
  })

  test('is the one that the goldens were made by', async () => {
    const card = await engine.describe(starter)
    expect(existsSync(card.quick?.lora ?? '')).toBe(true)
    expect(card.quick).toMatchObject({ steps: cases[0]!.steps, guidanceScale: cases[0]!.guidance })
    expect(basename(card.quick!.lora)).toBe(quick!.lora)
    expect(goldens!.model, 'make them anew with tests/fixtures/generate/generate.py').toBe(card.hash)
  })

  test.each(cases)('$name: latents as diffusers makes them', async (golden) => {
    const { pictures } = await engine.run(requestFor(golden))
    const error = errorInDeviations(pictures[0]!.latents, goldens!.tensor(`${golden.name}.latents`))
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`${golden.name}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(tolerance)
  })

  test('makes another picture than as few steps without its file', async () => {
    const { pictures } = await engine.run({ ...requestFor(cases[0]!), loras: [] })
    const error = errorInDeviations(pictures[0]!.latents, goldens!.tensor(`${cases[0]!.name}.latents`))
    expect(error).toBeGreaterThan(20 * tolerance)
  })
})
