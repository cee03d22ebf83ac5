import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { readTexts } from '#files/png/text.ts'
import { artistAt, type Artist } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

const violations = async (window: Page) =>
  (await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()).violations.map(({ id }) => id)

/** Answers the next system dialogs with this path. */
async function answerDialogs({ app }: Studio, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

async function quick(artist: Artist, window: Page): Promise<void> {
  await artist.set('Steps', '2')
  await window.getByLabel('Enlarge').selectOption('1')
}

test.describe('the queue', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  const rows = (window: Page) =>
    window
      .getByRole('dialog', { name: 'Queue' })
      .getByRole('list', { name: 'Running and waiting' })
      .getByRole('listitem')

  const openQueue = async (window: Page) => {
    await window.getByTestId('canvas').focus()
    await window.keyboard.press('Control+Shift+Q')
  }

  test('is paused, ordered by keys and by Ctrl+Shift+Enter, and is the same after a restart', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await quick(artist, window)
    await openQueue(window)
    await window.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(window.getByText('Paused. Nothing waits.')).toBeVisible()
    await window.keyboard.press('Escape')
    for (const prompt of ['first', 'second', 'third']) {
      await artist.describe(prompt)
      await window.keyboard.press('Control+Enter')
      await expect(window.getByRole('button', { name: /^Paused, \d wait/ })).toBeVisible()
    }
    await artist.describe('before all')
    await window.keyboard.press('Control+Shift+Enter')
    await openQueue(window)
    await expect(rows(window)).toHaveCount(4)
    await expect(rows(window).nth(0)).toHaveAccessibleName('before all')
    await rows(window).nth(3).focus()
    await window.keyboard.press('Alt+ArrowUp')
    await expect(rows(window).nth(2)).toHaveAccessibleName('third')
    await rows(window).nth(2).getByRole('button', { name: 'To the front' }).click()
    await expect(rows(window).nth(0)).toHaveAccessibleName('third')
    await studio.screenshot('queue-paused')
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('Escape')
    await artist.saved()

    studio = await studio.reopen()
    const again = await artistAt(studio.window)
    await expect(studio.window.getByRole('button', { name: 'Paused, 4 wait' })).toBeVisible()
    await openQueue(studio.window)
    await expect(rows(studio.window)).toHaveCount(4)
    const names = await rows(studio.window).evaluateAll((all) =>
      all.map((row) => row.getAttribute('aria-label')),
    )
    expect(names).toEqual(['third', 'before all', 'first', 'second'])
    await studio.window.getByRole('button', { name: 'Resume', exact: true }).click()
    await expect(rows(studio.window)).toHaveCount(0, { timeout: 120_000 })
    await studio.screenshot('queue-ended')
    await studio.window.keyboard.press('Escape')
    const { items } = await again.ask('gallery.list', { query: '', limit: 9, before: null })
    expect(items.map(({ record }) => record?.request.prompt)).toEqual([
      'second',
      'first',
      'before all',
      'third',
    ])
  })
})

test.describe('grids', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('a 3 × 2 grid is written down, made, looked at, opened and saved', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.describe('a red apple on a white background')
    await quick(artist, window)
    await window.getByTestId('canvas').focus()
    await window.keyboard.press('Alt+g')
    await window.getByRole('button', { name: 'New grid' }).click()
    const axis = (name: string) => window.getByRole('group', { name, exact: true })
    await axis('Columns').getByLabel('Changes').selectOption('steps')
    await axis('Columns').getByLabel('Values').fill('1, 2, many')
    await expect(window.getByText('Not possible: many')).toBeVisible()
    await axis('Columns').getByLabel('Values').fill('1-3')
    await axis('Rows').getByLabel('Changes').selectOption('prompt-replace')
    await axis('Rows').getByLabel('Values').fill('red, green')
    await expect(window.getByText('6 pictures')).toBeVisible()
    await window.getByLabel('Name').fill('Steps and colours')
    await studio.screenshot('grid-maker')
    expect(await violations(window)).toEqual([])
    await window.getByRole('button', { name: 'Make the grid' }).click()

    const sheet = window.getByRole('grid', { name: 'Steps and colours' })
    await expect(sheet.getByRole('gridcell')).toHaveCount(6)
    await expect(sheet.locator('img')).toHaveCount(6, { timeout: 120_000 })
    await expect(sheet.getByRole('columnheader', { name: '3', exact: true })).toBeVisible()
    await studio.screenshot('grid-sheet')
    expect(await violations(window)).toEqual([])

    const zoom = window.locator('.sheet-tools output')
    const before = await zoom.textContent()
    await sheet.hover({ position: { x: 200, y: 200 } })
    await window.mouse.wheel(0, -400)
    await expect(zoom).not.toHaveText(before ?? '')
    await window.mouse.down()
    await window.mouse.move(400, 300)
    await window.mouse.up()
    await studio.screenshot('grid-zoomed')

    await sheet.getByRole('gridcell').first().getByRole('button').focus()
    await window.keyboard.press('0')
    await window.keyboard.press('ArrowRight')
    await window.keyboard.press('ArrowDown')
    await expect(window.locator(':focus')).toHaveAttribute('aria-label', 'Steps 2, Words of the prompt green')
    await window.keyboard.press('Enter')
    const verso = window.getByRole('dialog', { name: 'Picture and its verso' })
    await expect(verso).toContainText('a green apple on a white background')
    await verso.getByRole('button', { name: 'Close' }).click()

    const out = join(studio.library, 'out')
    mkdirSync(out)
    await answerDialogs(studio, join(out, 'sheet.png'))
    await window.getByRole('button', { name: 'Save sheet as PNG' }).click()
    await expect(window.getByText(/sheet\.png/)).toBeVisible()
    const texts = readTexts(readFileSync(join(out, 'sheet.png')))
    expect(texts.map(({ keyword }) => keyword)).toContain('verso-grid')
    await answerDialogs(studio, out)
    await window.getByRole('button', { name: 'Save as folder' }).click()
    await expect(window.getByText(/6 pictures, a table and the plan are in/)).toBeVisible()
    const folder = readdirSync(out).find((name) => name.startsWith('Steps and colours')) ?? ''
    expect(readdirSync(join(out, folder))).toHaveLength(8)
    await artist.ask('settings.set', {
      ...(await artist.ask('settings.get', null)),
      theme: 'light',
      language: 'zh-CN',
    })
  })

  test('in Chinese and light it is as it should be', async () => {
    studio = await studio.reopen()
    const { window } = studio
    await artistAt(window)
    await window.getByTestId('canvas').focus()
    await window.keyboard.press('Alt+g')
    await window.getByRole('button', { name: /Steps and colours/ }).click()
    await expect(window.locator('.sheet img')).toHaveCount(6)
    await studio.screenshot('grid-sheet-zh')
    await window.keyboard.press('Control+Shift+Q')
    await studio.screenshot('queue-zh')
    await window.keyboard.press('Escape')
    await window.keyboard.press('Alt+g')
    await studio.screenshot('prompt-zh')
  })
})
