import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { readPixels, storedPath, type Pixels } from '#tests/support/pictures.ts'

/** Mean red, green and blue of a rectangle given as shares of the picture. */
function meanOf(
  { width, height, data }: Pixels,
  [left, top, right, bottom]: readonly [number, number, number, number],
): readonly [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let y = Math.floor(top * height); y < bottom * height; y++)
    for (let x = Math.floor(left * width); x < right * width; x++, count++)
      for (const channel of [0, 1, 2] as const) sums[channel] += data[(y * width + x) * 4 + channel]!
  return [sums[0] / count, sums[1] / count, sums[2] / count]
}

test.describe('two regions', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('are painted, each with its prompt, and the picture follows both', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    const panel = window.getByRole('region', { name: 'Regions', exact: true })
    const prompts = panel.getByRole('textbox')
    await artist.describe('')
    await artist.tool('b')
    await artist.set('Size', '250')
    for (const [number, x, prompt] of [
      [1, 0.25, 'red apple on a navy background'],
      [2, 0.75, 'yellow lemon on a white background'],
    ] as const) {
      await panel.getByRole('button', { name: 'New region', exact: true }).click()
      await artist.stroke([
        [x, 0],
        [x, 1],
      ])
      await window.getByRole('textbox', { name: `Prompt of Region ${number}` }).fill(prompt)
    }
    await expect(prompts).toHaveCount(2)
    await expect(window.getByText('2 regions', { exact: true })).toBeVisible()
    await studio.screenshot('regions')
    await artist.set('Seed', '3')
    await artist.set('Guidance', '5')
    await artist.verb.click()
    await expect(artist.candidates).toHaveCount(1)
    await studio.screenshot('regions-made')

    const { items } = await artist.ask('gallery.list', { query: 'lemon', limit: 20, before: null })
    const { asset, record } = items.find((item) => item.record !== null)!
    expect(record!.request.regions.map(({ prompt, weight }) => [prompt, weight]).toSorted()).toEqual([
      ['red apple on a navy background', 1],
      ['yellow lemon on a white background', 1],
    ])
    expect(record!.parents.map(({ role }) => role)).toEqual(['region', 'region'])
    const made = await readPixels(storedPath(studio.library, asset.sha256))
    const brightness = ([red, green, blue]: readonly [number, number, number]) => (red + green + blue) / 3
    const [dark, light] = [meanOf(made, [0, 0, 0.25, 0.12]), meanOf(made, [0.75, 0, 1, 0.12])]
    expect(brightness(light) - brightness(dark)).toBeGreaterThan(80)
    const [apple, lemon] = [meanOf(made, [0.3, 0.45, 0.45, 0.6]), meanOf(made, [0.6, 0.45, 0.75, 0.6])]
    expect(lemon[1] - apple[1]).toBeGreaterThan(40)
    expect(apple[0] - apple[2]).toBeGreaterThan(60)
  })

  test('are the artist’s: a prompt is undone, a hidden region does not count, all of it comes back', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    const lemon = window.getByRole('textbox', { name: 'Prompt of Region 2' })
    await lemon.fill('green pear')
    await window.getByTestId('canvas').focus()
    await window.keyboard.press('Control+z')
    await expect(lemon).toHaveValue('yellow lemon on a white background')
    await window.getByRole('button', { name: 'Hide Region 2' }).click()
    await expect(window.getByText('1 region', { exact: true })).toBeVisible()
    await window.keyboard.press('Control+z')
    await expect(window.getByText('2 regions', { exact: true })).toBeVisible()
    await artist.set('Region weight', '150')
    await artist.saved()
    studio = await studio.reopen()
    await artistAt(studio.window)
    await expect(studio.window.getByText('2 regions', { exact: true })).toBeVisible()
    await expect(studio.window.getByRole('textbox', { name: 'Prompt of Region 2' })).toHaveValue(
      'yellow lemon on a white background',
    )
    await expect(studio.window.getByRole('spinbutton', { name: 'Region weight' })).toHaveValue('150')
    expect(studio.complaints).toEqual([])
  })
})
