import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

const block = `a yellow lemon
Negative prompt: blurry
Steps: 6, Sampler: Euler a, Schedule type: Karras, CFG scale: 3.5, Seed: 4242, Size: 192x256, Model: dream, Face restoration: GFPGAN, Version: v1.10`

const box = (window: Page) => window.getByRole('textbox', { name: 'Prompt', exact: true })

async function paste(window: Page, text: string): Promise<void> {
  await window.evaluate((value) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', value)
    const target = document.activeElement ?? document.body
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

const violations = async (window: Page) =>
  (await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()).violations.map(({ id }) => id)

test.describe('the prompt box', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
    const put = (path: string, text: string) => {
      const file = join(studio.library, path)
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, text)
    }
    put('wildcards/fruit.txt', 'apple\npear\n')
    put('wildcards/nature/tree.txt', 'oak\nbirch\n')
    put('models/loras/ink wash.safetensors', 'x')
  })
  test.afterAll(() => studio.dispose())

  test('weighs words by keys, and its own undo takes them back', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('a red apple')
    await box(window).press('Control+Home')
    for (let step = 0; step < 3; step++) await box(window).press('ArrowRight')
    await box(window).press('Control+ArrowUp')
    await expect(box(window)).toHaveValue('a (red:1.1) apple')
    await box(window).press('Control+ArrowUp')
    await expect(box(window)).toHaveValue('a (red:1.2) apple')
    await box(window).press('Control+ArrowDown')
    await box(window).press('Control+ArrowDown')
    await box(window).press('Control+ArrowDown')
    await expect(box(window)).toHaveValue('a (red:0.9) apple')
    await box(window).press('Control+z')
    await expect(box(window)).toHaveValue('a red apple')
    await box(window).press('Control+z')
    await expect(box(window)).toHaveValue('a (red:1.1) apple')
  })

  test('says how many tokens there are, and shows which words are cut', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('red apple')
    await expect(window.locator('.token-count')).toHaveText(/^2 of \d+ tokens$/)
    const long = `${'red apple on a white background, '.repeat(12)}green pear at the end`
    await artist.describe(long)
    await expect(window.locator('.mark-cut')).toContainText('green pear at the end')
    await expect(window.getByText(/^Cut: .*green pear at the end$/)).toBeVisible()
    await studio.screenshot('prompt-cut')
    expect(await violations(window)).toEqual([])
    await artist.describe('# an idea\na {red|green} apple, (bright:1.2), __fruit__ and __none__')
    await expect(window.getByText('No such wildcard file: none')).toBeVisible()
    await studio.screenshot('prompt-marks')
  })

  test('a long prompt stays fluid', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('a {red|green} (apple:1.2), __fruit__ on white, '.repeat(200))
    await box(window).press('Control+End')
    const spent = await window.evaluate(async () => {
      const area = document.getElementById('prompt') as HTMLTextAreaElement
      area.focus()
      const begun = performance.now()
      for (let letter = 0; letter < 30; letter++) {
        document.execCommand('insertText', false, 'x')
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      return performance.now() - begun
    })
    test.info().annotations.push({ type: 'measured', description: `30 letters in ${Math.round(spent)} ms` })
    await expect(box(window)).toHaveValue(/x{30}$/)
  })

  test('completes LoRAs, wildcard files and embeddings by keyboard', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('')
    await box(window).pressSequentially('a tree, __tr')
    const options = window.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
    await expect(options).toHaveCount(1)
    await expect(box(window)).toHaveAttribute('aria-activedescendant', /-0$/)
    await box(window).press('Enter')
    await expect(box(window)).toHaveValue('a tree, __nature/tree__')
    await box(window).pressSequentially(', __')
    await expect(options).toHaveCount(2)
    await box(window).press('ArrowDown')
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
    await studio.screenshot('prompt-completion')
    expect(await violations(window)).toEqual([])
    await box(window).press('Escape')
    await expect(options).toHaveCount(0)
    await box(window).press('Backspace')
    await box(window).press('Backspace')
    await box(window).pressSequentially('<in')
    await box(window).press('Tab')
    await expect(box(window)).toHaveValue('a tree, __nature/tree__, <lora:ink wash:1>')
  })

  test('a wildcard comes to its words by the seed, and the record has both', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('# study\na {red|red} __fruit__')
    await artist.set('Steps', '2')
    await window.keyboard.press('Control+Enter')
    await expect(artist.candidates).toHaveCount(1, { timeout: 60_000 })
    const { items } = await artist.ask('gallery.list', { query: '', limit: 1, before: null })
    const request = items[0]?.record?.request
    expect(request?.prompt).toMatch(/^a red (apple|pear)$/)
    expect(request?.template?.prompt).toBe('# study\na {red|red} __fruit__')
    await artist.describe('a __missing__ thing')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('alert').filter({ hasText: 'missing.txt' }).first()).toBeVisible()
    await window.getByRole('button', { name: 'Dismiss message' }).first().click()
  })

  test('goes back through earlier prompts, and puts styles in as words', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('something new')
    await box(window).press('Alt+ArrowUp')
    await expect(box(window)).toHaveValue('# study\na {red|red} __fruit__')
    await box(window).press('Alt+ArrowDown')
    await expect(box(window)).toHaveValue('something new')
    await window.getByRole('button', { name: 'Styles' }).click()
    await studio.screenshot('prompt-styles')
    expect(await violations(window)).toEqual([])
    await window.getByRole('button', { name: /^Flat icon/ }).click()
    await expect(box(window)).toHaveValue('flat icon of something new, simple shapes, white background')
    await box(window).press('Control+z')
    await expect(box(window)).toHaveValue('something new')
    await window.getByRole('button', { name: 'Styles' }).click()
    await window.getByRole('textbox', { name: 'Name of a style' }).fill('My words')
    await window.getByRole('button', { name: 'Save prompt as style' }).click()
    await expect(window.getByRole('button', { name: /^My words/ })).toBeVisible()
    await window.keyboard.press('Escape')
    expect(JSON.parse(readFileSync(join(studio.library, 'styles', 'My words.json'), 'utf8'))).toMatchObject({
      prompt: 'something new',
    })
  })

  test('a pasted text of AUTOMATIC1111 is shown, and only what is asked for is taken over', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('mine')
    await paste(window, block)
    const dialog = window.getByRole('dialog', { name: 'This text says how a picture was made' })
    await expect(dialog).toContainText('a yellow lemon')
    await expect(dialog).toContainText('GFPGAN')
    await studio.screenshot('prompt-recall')
    expect(await violations(window)).toEqual([])
    await dialog.getByRole('button', { name: 'Seed', exact: true }).click()
    await expect(window.getByRole('spinbutton', { name: 'Seed', exact: true })).toHaveValue('4242')
    await expect(box(window)).toHaveValue('mine')
    await window.getByTestId('canvas').focus()
    await paste(window, block)
    await dialog.getByRole('button', { name: 'All', exact: true }).click()
    await expect(box(window)).toHaveValue('a yellow lemon')
    await expect(window.getByRole('spinbutton', { name: 'Width', exact: true })).toHaveValue('192')
    await expect(window.getByRole('combobox', { name: 'Sampler' })).toHaveValue('euler-a')
    await window.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await expect(box(window)).toHaveValue('mine')
  })
})
