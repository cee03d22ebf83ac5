import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { controlModel, controlRequest, readControlGoldens } from '#tests/support/control-goldens.ts'
import { errorInDeviations } from '#tests/support/goldens.ts'

const goldens = await readControlGoldens()
/** In standard deviations of the final latents. */
const tolerance = 1e-3

describe('ControlNets, and what is added to SDXL, as diffusers has them', () => {
  const engine = createEngine({ threads: 2 })
  afterAll(() => engine.dispose())

  test.each(goldens.cases)('$name', async (golden) => {
    const { pictures } = await engine.run(controlRequest(goldens, golden, controlModel(golden.family)))
    const error = errorInDeviations(pictures[0]!.latents, goldens.tensor(`${golden.name}.latents`))
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`${golden.name}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(tolerance)
  })
})
