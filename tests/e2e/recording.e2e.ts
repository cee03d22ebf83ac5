import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio } from '#tests/support/launch-studio.ts'

const width = 960
const height = 600

/** A few minutes of work as a moving picture for the README; made anew when the screenshots are. */
test('a picture is made, gone on with, filled and painted over', async () => {
  test.skip(
    process.env.VERSO_SCREENSHOTS !== 'docs',
    'It is made together with the screenshots of the documents.',
  )
  const studio = await launchStudio()
  const { window } = studio
  const artist = await artistAt(window)
  const frames: { png: Buffer; ms: number }[] = []
  const keep = async (ms = 900) => {
    const png = await sharp(await window.screenshot())
      .resize(width, height)
      .png()
      .toBuffer()
    frames.push({ png, ms })
  }
  const button = (name: string) => window.getByRole('button', { name, exact: true })

  await keep()
  await artist.describe('a red apple on a navy background')
  await keep()
  await artist.verb.click()
  for (let i = 0; i < 4; i++) {
    await window.waitForTimeout(250)
    await keep(200)
  }
  await expect(artist.candidates).toHaveCount(1)
  await keep(1400)
  await window.getByTestId('canvas').focus()
  await window.keyboard.press('Enter')
  await expect(artist.layers).toHaveCount(1)
  await keep()

  await artist.tool('c')
  await artist.set('Left', '256')
  await artist.verb.hover()
  await keep(1600)
  await artist.verb.click()
  await expect(artist.candidates).toHaveCount(1)
  await keep(1400)
  await button('Accept as layer').click()
  await expect(artist.layers).toHaveCount(2)
  await window.keyboard.press('Control+0')
  await keep(1200)

  await artist.tool('b')
  await artist.set('Size', '24')
  for (const end of [0.35, 0.55, 0.8]) {
    await artist.stroke([
      [0.1, 0.85],
      [end, 0.7],
    ])
    await keep(300)
  }
  await window.getByTestId('canvas').focus()
  await window.keyboard.press('Control+k')
  await window.keyboard.type('curves')
  await keep(1400)
  await window.keyboard.press('Enter')
  await window.waitForTimeout(400)
  await keep(1600)

  await sharp(
    frames.map(({ png }) => png),
    { join: { animated: true } },
  )
    .webp({ quality: 82, effort: 6, loop: 0, delay: frames.map(({ ms }) => ms) })
    .toFile('docs/recording.webp')
  await studio.dispose()
})
