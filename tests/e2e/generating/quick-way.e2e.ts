import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

const golden = join(import.meta.dirname, '..', '..', 'fixtures', 'golden')
/** A model in miniature with a quick way of its own, in the library's models folder: the starter's file is not for it. */
function libraryWithAnotherModel(): string {
  const library = mkdtempSync(join(tmpdir(), 'verso-quick-'))
  const folder = join(library, 'models', 'another-model')
  mkdirSync(join(library, 'models'))
  cpSync(join(golden, 'tiny-sd1', 'model'), folder, { recursive: true })
  copyFileSync(join(golden, 'adapters', 'kohya.safetensors'), join(folder, 'four-steps.safetensors'))
  const quick = { lora: 'four-steps.safetensors', steps: 4, guidance: 1, sampler: 'ddim' }
  const defaults = { steps: 20, guidance: 2, sampler: 'ddim' }
  writeFileSync(join(folder, 'verso.json'), JSON.stringify({ name: 'Another Model', defaults, quick }))
  return library
}

test.describe('the quick way of a model', () => {
  let studio: Studio
  const library = libraryWithAnotherModel()
  test.beforeAll(async () => {
    studio = await launchStudio({ library })
  })
  test.afterAll(async () => {
    await studio.dispose()
    rmSync(library, { recursive: true, force: true })
  })

  test('is one press, shows what it sets, comes back with the picture and leaves with the model', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    const models = window.getByRole('combobox', { name: 'Model', exact: true })
    const way = window.getByTestId('way')
    const radio = (name: string) => window.getByRole('radio', { name, exact: true })
    await expect(way).toHaveText('Quality: 20 steps, guidance 3.5.')
    await radio('Quick').click()
    await expect(way).toContainText("Quick: 4 steps, guidance 1, with the model's file four-steps.")
    await expect(way).toContainText('10% of the computing')
    await window.getByRole('button', { name: 'Negative prompt' }).click()
    await expect(window.getByText('With guidance of 1 or less a negative prompt has no part')).toBeVisible()
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1, { timeout: 60_000 })
    await studio.screenshot('quick-way')
    const { items } = await artist.ask('gallery.list', { query: '', limit: 5, before: null })
    expect(items[0]?.record?.request).toMatchObject({
      ...{ steps: 4, guidanceScale: 1 },
      loras: [{ file: 'starter/four-steps.safetensors', weight: 1 }],
    })
    await artist.set('Steps', '6')
    await expect(way).toHaveText("Own settings: 6 steps, guidance 1, with the model's file four-steps.")
    await expect(radio('Quick')).not.toBeChecked()
    await expect(radio('Quality')).not.toBeChecked()
    await models.selectOption('another-model')
    await expect(way).toHaveText('Quality: 20 steps, guidance 2.')
    await models.selectOption('starter')
    await expect(way).toHaveAttribute('data-way', 'quality')
    await window
      .getByRole('button', { name: /^Picture: red apple/ })
      .first()
      .click()
    await expect(window.getByText('Quick way of the model: its LoRA four-steps, 1')).toBeVisible()
    await studio.screenshot('quick-verso')
    await window
      .getByRole('button', { name: /^Recall/ })
      .first()
      .click()
    await expect(radio('Quick')).toBeChecked()
    expect(studio.complaints).toEqual([])
  })

  test('is what live mode takes, until it is switched off there', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await window.getByRole('radio', { name: 'Quality', exact: true }).click()
    await artist.tool('Shift+P')
    const check = window.getByRole('checkbox', { name: 'Quick way: 4 steps, guidance 1' })
    await expect(check).toBeChecked()
    const live = window.getByTestId('live')
    await expect(live.getByRole('slider', { name: 'Steps' })).toHaveCount(0)
    await expect(window.getByTestId('live-state')).toHaveAttribute('data-frame', /^[1-9]/, {
      timeout: 60_000,
    })
    await studio.screenshot('quick-live')
    await live.getByRole('button', { name: 'Apply as layer' }).click()
    await expect(artist.layers).toHaveCount(1)
    const { items } = await artist.ask('gallery.list', { query: '', limit: 1, before: null })
    expect(items[0]?.record?.request).toMatchObject({ steps: 4, guidanceScale: 1 })
    await check.uncheck()
    await expect(live.getByRole('slider', { name: 'Steps' })).toHaveCount(1)
    await window.getByRole('button', { name: 'Live: make the picture as you paint' }).click()
    await expect(live).toHaveCount(0)
    expect(studio.complaints).toEqual([])
  })
})
