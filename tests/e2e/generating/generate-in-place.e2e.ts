import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { writePicture } from '#tests/support/pictures.ts'

const picture = join(tmpdir(), `verso-in-place-${process.pid}.png`)
test.beforeAll(() => writePicture(picture))

/** A studio with the picture on its page, and few steps. */
async function withPicture(studio: Studio) {
  const artist = await artistAt(studio.window)
  await artist.drop(picture)
  await expect(artist.verb).toContainText('Refine')
  await artist.set('Steps', '6')
  return { ...artist, button: (name: string) => studio.window.getByRole('button', { name, exact: true }) }
}

test.describe('a panorama', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('grows to the right, and then to the left; what was there stays bit-identical', async () => {
    const { window } = studio
    const artist = await withPicture(studio)
    const check = window.getByTestId('outside-check')
    await artist.tool('c')
    await artist.set('Left', '256')
    await expect(artist.verb).toContainText('Outpaint')
    await artist.verb.hover()
    await expect(window.getByTestId('seen')).toHaveAttribute('data-verb', 'outpaint')
    const legend = window.getByRole('list', { name: 'What the model will see' })
    await expect(legend).toContainText('The model sees 512 × 512 px of the canvas')
    await expect(legend).toContainText('It works at 256 × 256 px')
    await studio.screenshot('outpaint-seen')
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await expect(check).toHaveText('Outside unchanged: checked')
    await studio.screenshot('outpaint-staged')
    await artist.button('Accept as layer').click()
    await expect(window.getByText('768 × 512 px')).toBeVisible()
    await artist.set('Left', '-256')
    await expect(artist.verb).toContainText('Outpaint')
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await artist.button('Accept as layer').click()
    await expect(window.getByText('1024 × 512 px')).toBeVisible()
    await expect(check).toHaveAttribute('data-changed', '0')
    await expect(artist.layers).toHaveCount(3)
    await studio.screenshot('panorama')
    await artist.button('Undo').click()
    await expect(window.getByText('768 × 512 px')).toBeVisible()
    await expect(artist.candidates).toHaveCount(1)
    expect(studio.complaints).toEqual([])
  })
})

test.describe('candidates', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('are made while one paints, and two of them are mixed by brush', async () => {
    const artist = await withPicture(studio)
    await artist.set('Pictures', '2')
    await artist.verb.click()
    // The canvas is never locked: a stroke while they are made, and one while they wait.
    await artist.tool('b')
    await artist.stroke([
      [0.1, 0.1],
      [0.9, 0.1],
    ])
    await expect(artist.candidates).toHaveCount(2)
    await artist.stroke([
      [0.1, 0.9],
      [0.9, 0.9],
    ])
    await expect(artist.candidates).toHaveCount(2)
    await artist.button('Undo').click()
    await artist.tool('j')
    const fetching = studio.window.getByTestId('mix-fetching')
    await artist.candidates.nth(0).click()
    await expect(fetching).toHaveCount(0)
    await artist.stroke([
      [0.3, 0.2],
      [0.3, 0.8],
    ])
    await artist.candidates.nth(1).click()
    await expect(fetching).toHaveCount(0)
    await artist.stroke([
      [0.7, 0.2],
      [0.7, 0.8],
    ])
    await expect(artist.layers).toHaveCount(2)
    await studio.screenshot('mixed')
    expect(studio.complaints).toEqual([])
  })

  test('that are put by stay in the history, come back, and go only for good', async () => {
    const { window } = studio
    const artist = {
      ...(await artistAt(window)),
      button: (name: string) => window.getByRole('button', { name, exact: true }),
    }
    await artist.button('Discard all candidates').click()
    await expect(artist.candidates).toHaveCount(0)
    await artist.button('History of candidates').click()
    const past = window.getByRole('button', { name: /^Past candidate \d/ })
    await expect(past).toHaveCount(2)
    await expect(window.getByRole('button', { name: 'Past candidate 1, used' })).toBeVisible()
    await studio.screenshot('candidate-history')
    await past.nth(0).dblclick()
    await expect(artist.candidates).toHaveCount(1)
    await past.nth(0).click()
    await artist.button('Delete for good').click()
    await expect(past).toHaveCount(0)
    await window.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await expect(past).toHaveCount(1)
    expect(studio.complaints).toEqual([])
  })
})
