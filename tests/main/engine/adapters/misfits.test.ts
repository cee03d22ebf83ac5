import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nothingAdded } from '#engine/adapters/additions.ts'
import { planModel } from '#engine/models/plan-model.ts'
import { adapterFile } from '#tests/support/engine/adapter-goldens.ts'
import { tinyModel, tinySecondModel } from '#tests/support/engine/goldens.ts'
import { loadStored, saveStored, type Stored } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const hashes = new Map<string, string>()
const withLora = (file: string, model = tinyModel) =>
  planModel(model, hashes, { ...nothingAdded, loras: [{ file, weight: 1 }] })
const withWords = (...embeddings: string[]) => planModel(tinyModel, hashes, { ...nothingAdded, embeddings })

function changed(change: (stored: Stored) => Stored, from = 'kohya'): string {
  const file = join(temporaryFolder(), 'changed.safetensors')
  saveStored(file, change(loadStored(adapterFile(from))))
  return file
}

const half = (...shape: number[]) => ({
  dtype: 'F16',
  shape,
  bytes: new Uint8Array(2 * shape.reduce((product, side) => product * side, 1)),
})

describe('a LoRA that does not fit is refused before anything is loaded', () => {
  test('one for another family: its layers are named', async () => {
    await expect(withLora(adapterFile('other-family'))).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(
        /other-family\.safetensors does not fit this model: 2 of its 3 layers have no place.*text_encoder_2\.text_model_encoder_layers_31.*Stable Diffusion XL/,
      ),
    })
  })

  test('one for a model of other widths', async () => {
    const message = /does not fit this model: its layer down_blocks_0_\S+ is 16 × 16, but .* is 8 × 8/
    await expect(withLora(adapterFile('kohya'), tinySecondModel)).rejects.toThrow(message)
  })

  test('one with a tensor of an unknown name, which is listed', async () => {
    const file = changed((stored) => stored.set('lora_unet_conv_in.mystery', half(1)))
    await expect(withLora(file)).rejects.toThrow(/1 of the \d+ tensors .*lora_unet_conv_in\.mystery/)
  })

  test('one that lacks half of a layer', async () => {
    const file = changed((stored) => {
      const [name] = [...stored.keys()].filter((key) => key.endsWith('lora_up.weight'))
      stored.delete(name!)
      return stored
    })
    await expect(withLora(file)).rejects.toThrow(/lacks one of its two maps/)
  })

  test('one whose maps do not join', async () => {
    const file = changed((stored) => {
      const name = [...stored.keys()].find((key) => key.endsWith('lora_up.weight'))!
      return stored.set(name, half(16, 9))
    })
    await expect(withLora(file)).rejects.toThrow(/maps that do not join \(16 × 9 and/)
  })

  test('a pickle, and a file that is not there', async () => {
    const pickle = join(temporaryFolder(), 'style.pt')
    writeFileSync(pickle, Buffer.concat([Buffer.from([0x80, 2]), Buffer.alloc(200)]))
    await expect(withLora(pickle)).rejects.toMatchObject({ code: 'model-unsupported' })
    await expect(withWords(pickle)).rejects.toMatchObject({ code: 'model-unsupported' })
    await expect(withLora(adapterFile('nowhere'))).rejects.toMatchObject({ code: 'model-missing' })
  })

  test('a textual inversion or a whole network in its place', async () => {
    await expect(withLora(adapterFile('odd-style'))).rejects.toThrow(/seems to be a textual inversion/)
    const whole = join(tinyModel, 'unet', 'diffusion_pytorch_model.safetensors')
    await expect(withLora(whole)).rejects.toThrow(/tensors in .* are none that a LoRA has/)
  })
})

describe('an embedding that does not fit is refused', () => {
  test('one for another width, and one for SDXL', async () => {
    await expect(withWords(adapterFile('other-width'))).rejects.toThrow(/have 768 numbers.*takes 32/)
    await expect(withWords(adapterFile('sdxl-style'))).resolves.toBeDefined()
  })

  test('two with the same word', async () => {
    const copy = join(temporaryFolder(), 'Odd-Style.safetensors')
    saveStored(copy, loadStored(adapterFile('odd-style')))
    await expect(withWords(adapterFile('odd-style'), copy)).rejects.toThrow(/both stand for the word/)
  })

  test('a LoRA in its place', async () => {
    await expect(withWords(adapterFile('kohya'))).rejects.toThrow(/is no textual inversion/)
  })
})
