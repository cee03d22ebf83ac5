import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { writePicture } from '#tests/support/pictures.ts'
import { readStoredDocument } from '#tests/support/documents/stored-document.ts'

test.describe('a dropped picture', () => {
  let studio: Studio
  const picture = join(tmpdir(), `verso-dropped-${process.pid}.png`)
  test.beforeAll(async () => {
    await writePicture(picture)
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('is refined: the verb follows, and its record names what it was made from', async () => {
    const artist = await artistAt(studio.window)
    await artist.drop(picture)
    await expect(artist.verb).toContainText('Refine')
    await artist.set('Steps', '6')
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await studio.screenshot('refine')
    const { items } = await artist.ask('gallery.list', { query: '', limit: 20, before: null })
    const record = items.find((item) => item.record !== null)?.record
    expect(record?.task).toBe('img2img')
    expect(record?.parents.map(({ role }) => role)).toEqual(['init'])
    await studio.window.getByRole('button', { name: 'Discard candidate', exact: true }).click()
    await expect(artist.candidates).toHaveCount(0)
  })

  test('is filled inside a mask; outside it every pixel stays bit-identical', async () => {
    const artist = await artistAt(studio.window)
    await artist.saved()
    const opened = await artist.ask('document.load', null)
    if (opened === null) throw new Error('The document was not saved.')
    const before = await readStoredDocument(studio.library, opened.id)
    await artist.tool('q')
    await artist.stroke([
      [0.4, 0.5],
      [0.6, 0.5],
      [0.55, 0.6],
    ])
    await expect(artist.verb).toContainText('Fill')
    await studio.screenshot('mask')
    await artist.set('Steps', '6')
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await studio.screenshot('fill')
    await studio.window.getByRole('button', { name: 'Accept as layer' }).click()
    await expect(artist.candidates).toHaveCount(0)
    await artist.saved()
    const after = await readStoredDocument(studio.library, opened.id)
    const page = { x: 0, y: 0, width: before.width, height: before.height }
    const [was, is] = [compositeArea(before, page), compositeArea(after, page)]
    const mask = Object.values(after.layers).find(({ kind }) => kind === 'mask')
    if (!mask) throw new Error('There is no mask.')
    const painted = readPixels(mask.pixels, { ...page, x: -mask.x, y: -mask.y })
    const changes = { inside: 0, outside: 0 }
    for (let at = 0; at < page.width * page.height; at++) {
      const same = [0, 1, 2, 3].every((channel) => was[at * 4 + channel] === is[at * 4 + channel])
      if (!same) changes[(painted[at] ?? 0) > 0 ? 'inside' : 'outside']++
    }
    expect(changes.outside).toBe(0)
    expect(changes.inside).toBeGreaterThan(1000)
    expect(studio.complaints).toEqual([])
  })
})
