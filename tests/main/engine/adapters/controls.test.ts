import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ldmName } from '#engine/adapters/ldm-names.ts'
import { createEngine } from '#engine/index.ts'
import { controlModel, controlRequest, readControlGoldens } from '#tests/support/engine/control-goldens.ts'
import { errorInDeviations, goldenModel } from '#tests/support/engine/goldens.ts'
import { loadStored, saveStored } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

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

  test.each([
    ["diffusers' names", (name: string) => name],
    ['the original names', (name: string) => originalName(name)],
  ])('a single file under %s', async (_, rename) => {
    const golden = goldens.cases.find(({ name }) => name === 'sd1-control')!
    const file = join(temporaryFolder(), 'control.safetensors')
    const stored = loadStored(join(controlModel('sd1'), 'diffusion_pytorch_model.safetensors'))
    saveStored(file, new Map([...stored].map(([name, tensor]) => [rename(name), tensor])))
    const { pictures } = await engine.run(controlRequest(goldens, golden, file))
    expect(errorInDeviations(pictures[0]!.latents, goldens.tensor('sd1-control.latents'))).toBeLessThan(
      tolerance,
    )
  })

  test('one made for another model is refused, and so is what is none', async () => {
    const golden = goldens.cases.find(({ name }) => name === 'sd1-control')!
    const run = (path: string) => engine.run(controlRequest(goldens, golden, path))
    await expect(run(controlModel('sdxl'))).rejects.toThrow(/does not fit this model.*text states of 40/)
    const unet = join(goldenModel('tiny-sd1'), 'unet', 'diffusion_pytorch_model.safetensors')
    await expect(run(unet)).rejects.toThrow(/is no ControlNet/)
  })
})

/** As lllyasviel's files name a ControlNet's tensors. */
function originalName(name: string): string {
  const [, layer = '', part = ''] = /^(.+)\.(weight|bias)$/.exec(name)!
  const own = layer
    .replace(/^controlnet_down_blocks\.(\d+)$/, 'zero_convs.$1.0')
    .replace('controlnet_mid_block', 'middle_block_out.0')
    .replace('controlnet_cond_embedding.conv_in', 'input_hint_block.0')
    .replace('controlnet_cond_embedding.conv_out', 'input_hint_block.14')
    .replace(
      /^controlnet_cond_embedding\.blocks\.(\d+)$/,
      (_, index) => `input_hint_block.${2 * Number(index) + 2}`,
    )
  return `control_model.${ldmName(layer, 1) ?? own}.${part}`
}
