import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { flatten, readPixels, storedPath, writePicture } from '#tests/support/pictures.ts'

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
    const before = await artist.ask('document.load', null)
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
    await artist.saved()
    const after = await artist.ask('document.load', null)
    if (before === null || after === null) throw new Error('The document was not saved.')
    const [was, is] = [await flatten(studio.library, before), await flatten(studio.library, after)]
    const mask = after.layers.find(({ kind }) => kind === 'mask')?.pixels
    if (!mask) throw new Error('There is no mask.')
    const painted = await readPixels(storedPath(studio.library, mask.sha256))
    const changes = { inside: 0, outside: 0 }
    for (let at = 0; at < was.width * was.height; at++) {
      const same = was.data.readUInt32LE(at * 4) === is.data.readUInt32LE(at * 4)
      if (same) continue
      const x = (at % was.width) - mask.bounds.x
      const y = Math.floor(at / was.width) - mask.bounds.y
      const inside = x >= 0 && y >= 0 && x < painted.width && y < painted.height
      const masked = inside && (painted.data[(y * painted.width + x) * 4] ?? 0) > 0
      changes[masked ? 'inside' : 'outside']++
    }
    expect(changes.outside).toBe(0)
    expect(changes.inside).toBeGreaterThan(1000)
    expect(studio.complaints).toEqual([])
  })
})
