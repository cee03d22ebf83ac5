import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { saveStored } from '#tests/support/engine/safetensors.ts'

test.describe('more options', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('a second pass, weights in the prompt and an enlargement make a picture whose record says so', async () => {
    const artist = await artistAt(studio.window)
    const { window } = studio
    // The box is made of enlarged pictures once the model's own size is known.
    await expect(window.getByLabel('Enlarge', { exact: true })).toHaveValue('2')
    await artist.describe('a (red:1.3) apple')
    await window.getByRole('button', { name: 'More options' }).click()
    await window.getByLabel('Second pass', { exact: true }).selectOption('lanczos')
    await artist.set('Second pass: size', '1.5')
    await window.getByLabel('Schedule').selectOption('simple')
    await window.getByLabel('Seamless').selectOption('x')
    await window.getByLabel('Seamless').scrollIntoViewIfNeeded()
    await studio.screenshot('options')
    const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await window.keyboard.press('Control+Enter')
    await expect(artist.candidates).toHaveCount(1)
    const { items } = await artist.ask('gallery.list', { query: '', limit: 10, before: null })
    const made = items.find(({ record }) => record !== null)
    expect(made?.record?.request).toMatchObject({
      hires: { upscaler: 'lanczos', scale: 1.5 },
      schedule: 'simple',
      tiling: 'x',
      upscale: 2,
    })
    // 256 × 1.5, enlarged twice.
    expect([made?.asset.width, made?.asset.height]).toEqual([768, 768])
    expect(made?.record?.promptSent).toMatchObject({ text: 'a red apple', cut: '' })
  })

  test('a LoRA that does not fit the model is refused with the reason, and nothing is lost', async () => {
    const artist = await artistAt(studio.window)
    const { window } = studio
    const folder = join(studio.library, 'models', 'loras')
    await mkdir(folder, { recursive: true })
    const tensor = (rows: number, columns: number) => ({
      dtype: 'F32',
      shape: [rows, columns],
      bytes: new Uint8Array(rows * columns * 4),
    })
    const layer = 'lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q'
    const stored = new Map([
      [`${layer}.lora_down.weight`, tensor(4, 320)],
      [`${layer}.lora_up.weight`, tensor(320, 4)],
    ])
    saveStored(join(folder, 'ink.safetensors'), stored)
    await window.getByRole('button', { name: 'LoRAs, embeddings, ControlNets' }).click()
    await window.getByLabel('LoRA', { exact: true }).selectOption({ label: 'ink' })
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('alert').first()).toBeVisible()
    await expect(artist.candidates).toHaveCount(1)
  })
})
