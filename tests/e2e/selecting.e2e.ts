import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { type Artist, artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

type Place = readonly [number, number]

/** A picture with shapes that can be told apart, as a file to drop. */
async function drawPicture(): Promise<string> {
  const path = join(tmpdir(), `verso-selecting-${String(process.pid)}.png`)
  const shapes = `<svg width="512" height="512" xmlns="http://www.w3.org/2000/svg">
    <rect width="512" height="512" fill="#e9dcc3"/>
    <circle cx="170" cy="200" r="90" fill="#d1495b"/>
    <rect x="300" y="120" width="140" height="200" fill="#3b7ea1"/>
    <path d="M60 470 L256 330 L452 470 Z" fill="#5b8e4d"/></svg>`
  await sharp(Buffer.from(shapes)).png().toFile(path)
  return path
}

test.describe.serial('selecting', () => {
  let studio: Studio
  let artist: Artist
  test.beforeAll(async () => {
    studio = await launchStudio()
    artist = await artistAt(studio.window)
    await artist.drop(await drawPicture())
    await expect(artist.layers).toHaveCount(1)
  })
  test.afterAll(() => studio.dispose())

  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => studio.window.keyboard.press(key)), Promise.resolve())
  const button = (name: string | RegExp) => studio.window.getByRole('button', { name, exact: true })
  const tool = (name: string) => studio.window.getByRole('radio', { name, exact: true })

  /** Screen place of a document pixel; the page is shown fitted, in the middle. */
  const placeOf = async ([x, y]: Place, page: Place = [512, 512]): Promise<Place> => {
    const bounds = await studio.window.getByTestId('canvas').boundingBox()
    if (!bounds) throw new Error('The canvas is not shown.')
    const zoom = Number.parseFloat((await studio.window.locator('.zoom').textContent()) ?? '') / 100
    const left = bounds.x + Math.round((bounds.width - page[0] * zoom) / 2)
    const top = bounds.y + Math.round((bounds.height - page[1] * zoom) / 2)
    return [left + x * zoom, top + y * zoom]
  }
  const drag = async (...points: Place[]) => {
    const { mouse } = studio.window
    const [first, ...rest] = await Promise.all(points.map((point) => placeOf(point)))
    if (!first) return
    await mouse.move(...first)
    await mouse.down()
    for (const point of rest) await mouse.move(...point, { steps: 6 })
    await mouse.up()
  }
  /** The colour on the screen at a document pixel. */
  const colourAt = async (place: Place) => {
    const [x, y] = await placeOf(place)
    const clip = { x: Math.round(x), y: Math.round(y), width: 1, height: 1 }
    const { data } = await sharp(await studio.window.screenshot({ clip }))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return [...data]
  }
  const command = async (name: string) => {
    await press('Control+k')
    await studio.window.getByRole('combobox', { name: 'Find a command' }).fill(name)
    await press('Enter')
  }
  const clean = async () => {
    const { violations } = await new AxeBuilder({ page: studio.window }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  }

  test('a lasso with a soft edge is copied, pasted, moved, transformed and cropped; undo takes all back', async () => {
    await artist.tool('Control+0')
    await artist.tool('l')
    await expect(tool('Lasso')).toBeChecked()
    await drag([70, 110], [270, 110], [270, 300], [70, 300])
    await studio.screenshot('select-lasso')
    await command('Feather selection')
    await artist.set('By', '8')
    await studio.window.waitForTimeout(200)
    await studio.screenshot('select-feather')
    await clean()
    await button('Apply').click()
    await artist.tool('Control+c')
    // Other programs get it as a picture.
    await expect
      .poll(() =>
        studio.window.evaluate(async () => {
          const [item] = await navigator.clipboard.read()
          if (!item?.types.includes('image/png')) return 0
          return (await createImageBitmap(await item.getType('image/png'))).width
        }),
      )
      .toBeGreaterThan(200)
    await artist.tool('Control+v')
    await expect(artist.layers).toHaveCount(2)
    await artist.tool('v')
    await drag([170, 200], [330, 330])
    await studio.screenshot('select-moved')
    await artist.tool('Control+t')
    await expect(tool('Transform')).toBeChecked()
    // The lower right corner of what was pasted, soft edge and all.
    await drag([451, 451], [500, 500])
    await studio.screenshot('select-transform')
    // What lies under the pixels in hand is still seen.
    expect(await colourAt([100, 200])).toEqual([209, 73, 91])
    await clean()
    await artist.tool('Enter')
    await expect(tool('Move layer')).toBeChecked()
    await artist.tool('Shift+c')
    await drag([512, 512], [470, 400])
    await studio.screenshot('select-crop')
    await clean()
    await artist.tool('Enter')
    await expect(studio.window.getByText('470 × 400 px')).toBeVisible()
    await studio.screenshot('select-cropped')
    for (let step = 0; step < 12; step++) await artist.tool('Control+z')
    await expect(artist.layers).toHaveCount(0)
    for (let step = 0; step < 12; step++) await artist.tool('Control+Shift+z')
    await expect(studio.window.getByText('470 × 400 px')).toBeVisible()
    await expect(artist.layers).toHaveCount(2)
    for (let step = 0; step < 5; step++) await artist.tool('Control+z')
    await expect(artist.layers).toHaveCount(1)
    expect(studio.complaints).toEqual([])
  })

  test('the wand and a polygon select; Backspace and Enter work within it', async () => {
    await artist.tool('Control+0')
    await artist.tool('Control+d')
    await artist.tool('w')
    await drag([370, 200], [370, 200])
    await studio.window.keyboard.down('Shift')
    await drag([170, 200], [170, 200])
    await studio.screenshot('select-wand')
    await studio.window.keyboard.up('Shift')
    await clean()
    await artist.tool('Shift+l')
    await studio.window.keyboard.down('Alt')
    await drag([20, 20], [20, 20])
    await studio.window.keyboard.up('Alt')
    for (const corner of [
      [500, 20],
      [10, 500],
      [300, 300],
    ] as const)
      await drag(corner, corner)
    await press('Backspace', 'Backspace')
    await drag([20, 490], [20, 490])
    await studio.screenshot('select-polygon')
    await press('Enter')
    await artist.tool('Control+Shift+i')
    await artist.tool('Delete')
    await studio.screenshot('select-deleted')
    await expect(artist.layers).toHaveCount(1)
    await artist.tool('Control+d')
  })

  test('a held key borrows its tool', async () => {
    await artist.tool('b')
    await studio.window.keyboard.down('c')
    await expect(tool('Generation box')).toBeChecked()
    await studio.window.waitForTimeout(400)
    await studio.window.keyboard.up('c')
    await expect(tool('Brush')).toBeChecked()
    await artist.tool('c')
    await expect(tool('Generation box')).toBeChecked()
    await artist.tool('i')
    await drag([370, 200], [370, 200])
    await studio.screenshot('picker')
    await clean()
  })

  test('the page gets another size', async () => {
    await command('Canvas size')
    const width = studio.window.getByRole('dialog').getByRole('spinbutton', { name: 'Width' })
    await width.fill('768')
    await width.press('Enter')
    await studio.screenshot('page-size')
    await clean()
    await button('Apply').click()
    await expect(studio.window.getByText('768 × 512 px')).toBeVisible()
    await artist.tool('Control+z')
    await expect(studio.window.getByText('512 × 512 px')).toBeVisible()
    expect(studio.complaints).toEqual([])
  })

  test('nothing is cut in Chinese, on light, or at twice the size', async () => {
    const settings = await artist.ask('settings.get', null)
    await artist.ask('settings.set', { ...settings, language: 'zh-CN', theme: 'light' })
    await artist.tool('w')
    await studio.screenshot('select-chinese')
    await clean()
    await artist.tool('Control+t')
    await studio.screenshot('transform-chinese')
    await clean()
    await artist.tool('Escape')
    await artist.ask('settings.set', { ...settings, scale: 200 })
    await artist.tool('Control+t')
    await studio.screenshot('transform-200')
    await artist.tool('Escape')
    await artist.ask('settings.set', settings)
    expect(studio.complaints).toEqual([])
  })
})
