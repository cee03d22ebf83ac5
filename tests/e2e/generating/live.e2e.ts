import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { writePicture } from '#tests/support/pictures.ts'

test.describe('live mode', () => {
  let studio: Studio
  const picture = join(tmpdir(), `verso-live-${process.pid}.png`)
  test.beforeAll(async () => {
    await writePicture(picture)
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('follows the brush, fills neither queue nor gallery, and stops for sure', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.drop(picture)
    await expect(artist.verb).toContainText('Refine')
    const shown = window.getByTestId('live-state')
    const frame = async () => Number(await shown.getAttribute('data-frame'))
    await window.keyboard.press('Shift+P')
    await expect(shown).toHaveAttribute('data-frame', /^[1-9]/)
    const first = await frame()
    await artist.tool('b')
    await artist.stroke([
      [0.2, 0.2],
      [0.8, 0.8],
    ])
    await expect.poll(frame).toBeGreaterThan(first)
    await studio.screenshot('live')
    const gallery = await artist.ask('gallery.list', { query: '', limit: 50, before: null })
    expect(gallery.items.filter(({ record }) => record !== null)).toEqual([])
    expect(await artist.ask('queue.list', null)).toEqual([])
    await window.getByRole('button', { name: 'Apply as layer' }).click()
    await expect(artist.layers).toHaveCount(2)
    const kept = await artist.ask('gallery.list', { query: '', limit: 50, before: null })
    expect(kept.items.filter(({ record }) => record !== null)).toHaveLength(1)
    await window.getByRole('button', { name: 'Live: make the picture as you paint' }).click()
    await expect(window.getByTestId('live')).toHaveCount(0)
    await artist.stroke([
      [0.2, 0.8],
      [0.8, 0.2],
    ])
    const answer = await artist.ask('live.keep', { frame: first + 1 }).catch(() => 'gone')
    expect(answer).toBe('gone')
    expect(studio.complaints).toEqual([])
  })
})
