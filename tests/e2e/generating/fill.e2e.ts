import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import { artistAt, type Artist } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { writePicture } from '#tests/support/pictures.ts'
import { readStoredDocument } from '#tests/support/documents/stored-document.ts'

const page = { x: 0, y: 0, width: 512, height: 512 }

test.describe('a mask in a picture', () => {
  let studio: Studio
  let artist: Artist
  const picture = join(tmpdir(), `verso-fill-${process.pid}.png`)
  const button = (name: string) => studio.window.getByRole('button', { name, exact: true })
  const stored = async () => {
    await artist.saved()
    const opened = await artist.ask('document.load', null)
    if (opened === null) throw new Error('The document was not saved.')
    return readStoredDocument(studio.library, opened.id)
  }
  test.beforeAll(async () => {
    await writePicture(picture)
    studio = await launchStudio()
    artist = await artistAt(studio.window)
    await artist.drop(picture)
    await expect(artist.verb).toContainText('Refine')
    await artist.set('Steps', '6')
  })
  test.afterAll(() => studio.dispose())

  test('shows before the run what the model will see of it, and what is meant', async () => {
    await artist.tool('q')
    await artist.stroke([
      [0.45, 0.5],
      [0.6, 0.55],
    ])
    await expect(artist.verb).toContainText('Fill')
    await button('Show what the model will see').click()
    const legend = studio.window.getByRole('list', { name: 'What the model will see' })
    // The mask is small: the model looks closely at it.
    await expect(legend).toContainText('The model sees 256 × 256 px of the canvas')
    await button('How it is filled').click()
    const options = studio.window.getByRole('group', { name: 'How it is filled' })
    await options.getByRole('radio', { name: 'Remove something' }).click()
    await expect(legend).toContainText('There it starts with: Blurred surroundings')
    await expect(studio.window.getByRole('spinbutton', { name: 'Strength' })).toHaveValue('60')
    await studio.screenshot('fill-seen')
    const { violations } = await new AxeBuilder({ page: studio.window }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await studio.window.keyboard.press('Escape')
    await expect(options).toBeHidden()
  })

  test('is filled; outside of it no byte changes, and each new pixel knows its picture', async () => {
    const before = await stored()
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await expect(studio.window.getByTestId('outside-check')).toHaveText('Outside unchanged: checked')
    await studio.screenshot('fill-staged')
    await button('Accept as layer').click()
    await expect(artist.layers).toHaveCount(3)
    const after = await stored()
    const [was, is] = [before, after].map((document) => compositeArea(document, page))
    const mask = Object.values(after.layers).find(({ kind }) => kind === 'mask')
    const filled = Object.values(after.layers).find(({ origins }) => origins !== null)
    if (!was || !is || !mask || !filled?.origins) throw new Error('A layer is missing.')
    const [candidate] = Object.values(after.candidates)
    expect(filled.origins.pictures).toEqual([candidate?.sha256])
    const painted = readPixels(mask.pixels, { ...page, x: -mask.x, y: -mask.y })
    const origins = readPixels(filled.origins.map, { ...page, x: -filled.x, y: -filled.y })
    const counts = { inside: 0, outside: 0, known: 0 }
    for (let at = 0; at < page.width * page.height; at++) {
      const same = [0, 1, 2, 3].every((channel) => was[at * 4 + channel] === is[at * 4 + channel])
      if (!same) counts[(painted[at] ?? 0) > 127 ? 'inside' : 'outside']++
      if (!same && origins[at] === 1) counts.known++
    }
    expect(counts.outside).toBe(0)
    expect(counts.inside).toBeGreaterThan(1000)
    expect(counts.known).toBe(counts.inside)
    expect(studio.complaints).toEqual([])
  })
})
