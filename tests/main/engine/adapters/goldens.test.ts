import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { adapterFile, adapterRequest, readAdapterGoldens } from '#tests/support/engine/adapter-goldens.ts'
import { errorInDeviations } from '#tests/support/engine/goldens.ts'

const goldens = await readAdapterGoldens()
/** In standard deviations of the final latents. */
const tolerance = 1e-3

describe('LoRAs and embeddings as diffusers adds them', () => {
  const engine = createEngine({ threads: 2 })
  afterAll(() => engine.dispose())
  const latentsOf = async (name: string) => {
    const golden = goldens.cases.find((one) => one.name === name)!
    const { pictures } = await engine.run(adapterRequest(golden))
    return pictures[0]!.latents
  }

  test.each(goldens.cases)('$name', async ({ name }) => {
    const error = errorInDeviations(await latentsOf(name), goldens.tensor(`${name}.latents`))
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`${name}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(tolerance)
  })

  test('each golden is another picture than the one without', () => {
    const plain = goldens.tensor('none.latents')
    for (const { name } of goldens.cases.filter(({ loras }) => loras.length > 0))
      expect(errorInDeviations(goldens.tensor(`${name}.latents`), plain)).toBeGreaterThan(20 * tolerance)
  })

  test('a weight of 0 leaves the model as it is, to the last bit', async () => {
    const golden = goldens.cases.find((one) => one.name === 'none')!
    const loras = [{ file: adapterFile('kohya'), weight: 0 }]
    const { pictures } = await engine.run({ ...adapterRequest(golden), loras })
    expect(pictures[0]!.latents).toEqual(await latentsOf('none'))
  })
})
