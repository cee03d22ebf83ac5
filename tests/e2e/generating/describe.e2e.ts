import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { artistAt, type Artist } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

/** A drawing of a red apple on white, as an artist might make one. */
const apple = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"><rect width="512" height="512" fill="white"/>
<path d="M256 170c-30-34-150-40-150 90 0 110 80 190 120 190 16 0 20-8 30-8s14 8 30 8c40 0 120-80 120-190 0-130-120-124-150-90z" fill="#dd2e44"/>
<path d="M256 170c0-50 10-80 30-100" stroke="#662113" stroke-width="18" fill="none"/>
<path d="M270 130c10-60 70-80 110-70-4 50-50 80-110 70z" fill="#77b255"/></svg>`

test.describe('a picture put into words', () => {
  let studio: Studio
  let artist: Artist
  const picture = join(tmpdir(), `verso-describe-${process.pid}.png`)
  const prompt = () => studio.window.getByRole('textbox', { name: 'Prompt', exact: true })
  const panel = () => studio.window.getByRole('region', { name: /^Nearest to / })
  const inPanel = (name: string | RegExp) => panel().getByRole('button', { name })

  test.beforeAll(async () => {
    await sharp(Buffer.from(apple)).png().toFile(picture)
    studio = await launchStudio()
    artist = await artistAt(studio.window)
  })
  test.afterAll(() => studio.dispose())

  test('an empty box is said to be empty', async () => {
    await command('Describe what lies in the box')
    await expect(studio.window.getByText(/^Nothing lies in the box/)).toBeVisible()
    await expect(panel()).toHaveCount(0)
    const told = studio.window.getByRole('status').filter({ hasText: 'Nothing lies in the box' })
    await told.getByRole('button').click()
    await expect(told).toHaveCount(0)
  })

  test('what lies in the box is named with how near it is, and nothing changes unasked', async () => {
    await artist.drop(picture)
    await expect(artist.verb).toContainText('Refine')
    await artist.describe('my own words')
    const { items: before } = await artist.ask('gallery.list', { query: '', limit: 20, before: null })
    await command('Describe what lies in the box')
    await expect(panel()).toContainText('870 things')
    await expect(panel()).toContainText('often wrong')
    await expect(panel().getByRole('list', { name: 'Things' }).getByRole('button')).toHaveCount(5)
    await expect(panel().getByRole('list', { name: 'Backgrounds' })).toContainText('on a white background')
    await expect(prompt()).toHaveValue('my own words')
    const { items: after } = await artist.ask('gallery.list', { query: '', limit: 20, before: null })
    expect(after.map(({ asset }) => asset.sha256)).toEqual(before.map(({ asset }) => asset.sha256))
    await studio.screenshot('describe-box')
    const { violations } = await new AxeBuilder({ page: studio.window }).setLegacyMode(true).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  test('a click adds a phrase to the prompt, whose own undo takes it back', async () => {
    await inPanel(/^on a white background/).click()
    await expect(prompt()).toHaveValue('my own words, on a white background')
    await inPanel(/style/).first().click()
    await expect(prompt()).toHaveValue(/^my own words, on a white background, .* style$/)
    await prompt().press('Control+z')
    await expect(prompt()).toHaveValue('my own words, on a white background')
  })

  test('one prompt is composed of all, and the message takes it back', async () => {
    const composed = await panel().locator('.describe-composed').textContent()
    expect(composed).toMatch(/^\S.* (on|in|at|under) .*, .*style$/)
    await inPanel('Use as prompt').click()
    await expect(prompt()).toHaveValue(composed ?? '')
    const told = studio.window.getByRole('status').filter({ hasText: 'The prompt is now' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await expect(prompt()).toHaveValue('my own words, on a white background')
    await panel().press('Escape')
    await expect(panel()).toHaveCount(0)
  })

  test('a picture of the gallery is described from its menu, its large view and by the palette', async () => {
    const { window } = studio
    const inGallery = window.getByRole('button', { name: /^Imported picture/ }).first()
    await inGallery.click({ button: 'right' })
    const menu = window.getByRole('menu', { name: 'Picture menu' })
    await studio.screenshot('describe-menu')
    await menu.getByRole('menuitem', { name: 'Describe this picture' }).click()
    await expect(window.getByRole('region', { name: 'Nearest to this picture' })).toBeVisible()
    await expect(panel().getByRole('list', { name: 'Things' }).getByRole('button')).toHaveCount(5)
    await studio.screenshot('describe-gallery')
    await panel().getByRole('button', { name: 'Close' }).click()
    await inGallery.click()
    const dialog = window.getByRole('dialog', { name: 'Picture and its verso' })
    await dialog.getByRole('button', { name: 'Describe this picture' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(inPanel('Use as prompt')).toBeVisible()
    await panel().getByRole('button', { name: 'Close' }).click()
    await command('Describe this picture')
    await expect(inPanel('Use as prompt')).toBeVisible()
  })

  test('in the gallery room, out of the prompt’s sight, a phrase is added too', async () => {
    const { window } = studio
    await prompt().fill('')
    await window.getByRole('button', { name: 'Gallery room' }).first().click()
    await inPanel(/^on a white background/).click()
    await expect(window.getByText('Added to the prompt: on a white background')).toBeVisible()
    await window.getByRole('button', { name: 'Gallery room' }).first().click()
    await expect(prompt()).toHaveValue('on a white background')
    expect(studio.complaints).toEqual([])
  })

  /** Runs a command by its name in the palette. */
  async function command(name: string): Promise<void> {
    const { window } = studio
    await window.getByTestId('canvas').focus()
    await window.keyboard.press('Control+k')
    await window.keyboard.type(name)
    await expect(window.getByRole('option', { name }).first()).toBeVisible()
    await window.keyboard.press('Enter')
  }
})
