import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { writePicture } from '#tests/support/pictures.ts'

test.describe('generating in place', () => {
  let studio: Studio
  const picture = join(tmpdir(), `verso-in-place-${process.pid}.png`)
  test.beforeAll(async () => {
    await writePicture(picture)
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('a panorama grows to the right, and then to the left', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.drop(picture)
    await expect(artist.verb).toContainText('Refine')
    await artist.set('Steps', '6')
    await artist.tool('c')
    await artist.set('Left', '256')
    await expect(artist.verb).toContainText('Outpaint')
    await artist.verb.hover()
    await expect(window.getByTestId('seen')).toHaveAttribute('data-verb', 'outpaint')
    await expect(window.getByRole('list', { name: 'What the model will see' })).toContainText('512 × 512 px')
    await studio.screenshot('outpaint-seen')
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await studio.screenshot('outpaint-staged')
    await window.getByRole('button', { name: 'Accept as layer' }).click()
    await expect(window.getByTestId('outside-check')).toHaveText('Outside unchanged: checked')
    await studio.screenshot('outpaint-accepted')
    await artist.set('Left', '-256')
    await expect(artist.verb).toContainText('Outpaint')
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await window.getByRole('button', { name: 'Accept as layer' }).click()
    await expect(window.getByTestId('outside-check')).toHaveAttribute('data-changed', '0')
    await studio.screenshot('panorama')
  })
})
