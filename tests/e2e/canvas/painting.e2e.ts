import { expect, test } from '@playwright/test'
import { type Artist, artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

test.describe('paint', () => {
  let studio: Studio
  let artist: Artist
  test.beforeAll(async () => {
    studio = await launchStudio()
    artist = await artistAt(studio.window)
  })
  test.afterAll(() => studio.dispose())

  const colourButton = () => studio.window.getByRole('button', { name: 'Brush colour' })

  /** Chooses the foreground by its number, with the brush in hand. */
  const choose = async (colour: string) => {
    await colourButton().click()
    const panel = studio.window.getByRole('group', { name: 'Brush colour' })
    await panel.getByRole('textbox', { name: 'Number' }).fill(colour)
    await panel.getByRole('textbox', { name: 'Number' }).press('Enter')
    await studio.window.keyboard.press('Escape')
    await expect(panel).toBeHidden()
  }

  /** The colour of the picture there, as the artist would find it: with Alt and the brush. */
  const pick = async (x: number, y: number) => {
    await artist.tool('b')
    await studio.window.keyboard.down('Alt')
    await artist.stroke([[x, y]])
    await studio.window.keyboard.up('Alt')
    return colourButton()
      .locator('.colour-face')
      .evaluate((face) => getComputedStyle(face).backgroundColor)
  }

  test('is filled, brushed, drawn, poured, written, cloned and smudged, and all of it taken back', async () => {
    const { window } = studio
    await artist.tool('f')
    await choose('#ff8800')
    await artist.stroke([[0.5, 0.5]])
    expect(await pick(0.9, 0.9)).toBe('rgb(255, 136, 0)')
    await expect(artist.layers).toHaveCount(1)

    await artist.tool('b')
    await choose('#113355')
    await artist.stroke([
      [0.1, 0.15],
      [0.3, 0.1],
      [0.5, 0.2],
    ])
    expect(await pick(0.5, 0.2)).toBe('rgb(17, 51, 85)')

    await artist.tool('u')
    await choose('#00aa66')
    await artist.stroke([
      [0.1, 0.3],
      [0.4, 0.5],
    ])
    expect(await pick(0.25, 0.4)).toBe('rgb(0, 170, 102)')

    await artist.tool('Shift+G')
    await window.getByRole('button', { name: 'To transparent' }).click()
    await choose('#ffffff')
    await artist.stroke([
      [0.5, 1],
      [0.5, 0.6],
    ])
    expect(await pick(0.5, 0.99)).toMatch(/^rgb\(255, 25\d, 2[45]\d\)$/)

    await artist.tool('s')
    await window.keyboard.down('Alt')
    await artist.stroke([[0.2, 0.4]])
    await window.keyboard.up('Alt')
    await artist.stroke([
      [0.75, 0.3],
      [0.8, 0.3],
    ])
    expect(await pick(0.76, 0.3)).toBe('rgb(0, 170, 102)')

    await artist.tool('r')
    await artist.stroke([
      [0.3, 0.4],
      [0.5, 0.4],
    ])
    expect(await pick(0.43, 0.4)).not.toBe('rgb(255, 136, 0)')
    await studio.screenshot('painting')

    for (let step = 0; step < 6; step++) await artist.tool('Control+z')
    await expect(artist.layers).toHaveCount(0)
    await expect.poll(() => shownInTheMiddle(studio)).not.toEqual([255, 136, 0])
    expect(studio.complaints).toEqual([])
  })

  test('thickens with the pressure of a pen', async () => {
    const { window } = studio
    const pen = await window.context().newCDPSession(window)
    const box = await window.getByTestId('canvas').boundingBox()
    if (!box) throw new Error('The canvas is not shown.')
    const [left, y] = [box.x + box.width / 2 - 150, box.y + box.height / 2]
    const touch = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, force: number) => {
      const state = { button: 'left', buttons: 1, clickCount: 1, pointerType: 'pen', force } as const
      await pen.send('Input.dispatchMouseEvent', { type, x, y, ...state, tiltX: 30, tiltY: -20 })
    }
    await artist.tool('b')
    await choose('#cc2200')
    await touch('mousePressed', left, 0.05)
    for (let step = 1; step <= 60; step++) await touch('mouseMoved', left + step * 5, 0.05 + step * 0.015)
    await touch('mouseReleased', left + 300, 0)
    const above = (x: number) => ({ x: (left + x - box.x - box.width / 2) / side(box) + 0.5, y: 0.47 })
    expect(await pick(above(280).x, above(280).y)).toBe('rgb(204, 34, 0)')
    await choose('#000000')
    expect(await pick(above(40).x, above(40).y)).toBe('rgb(0, 0, 0)')
    await studio.screenshot('pen')
    await artist.tool('Control+z')
    await expect(artist.layers).toHaveCount(0)
  })

  test('of letters is written on the canvas; its keys are letters and nothing else', async () => {
    const { window } = studio
    await artist.tool('b')
    await choose('#edae49')
    await artist.tool('t')
    await artist.stroke([[0.1, 0.3]])
    const field = window.getByRole('textbox', { name: 'Text on the canvas' })
    await expect(field).toBeFocused()
    await window.keyboard.type('Verso b e g 0')
    await window.keyboard.press('Enter')
    await window.keyboard.type('第二行')
    await studio.screenshot('writing')
    await window.keyboard.press('Control+Enter')
    await expect(field).toBeHidden()
    await expect(artist.layers).toHaveCount(1)
    await expect(window.getByRole('button', { name: 'Layer Verso b e g 0' })).toBeVisible()
    await expect(window.getByRole('main', { name: 'Gallery room' })).toBeHidden()
    await studio.screenshot('written')
    await artist.stroke([[0.5, 0.8]])
    await expect(field).toBeFocused()
    await window.keyboard.type('never mind')
    await window.keyboard.press('Escape')
    await expect(artist.layers).toHaveCount(1)
    await expect(field).toBeHidden()
    const fonts = window.getByRole('combobox', { name: 'Font' }).locator('option')
    await expect.poll(() => fonts.count()).toBeGreaterThan(3)
    expect(studio.complaints).toEqual([])
  })

  test('of letters may be composed, as Chinese and Japanese are', async () => {
    const { window } = studio
    const keyboard = await window.context().newCDPSession(window)
    await artist.tool('t')
    await artist.stroke([[0.2, 0.7]])
    const field = window.getByRole('textbox', { name: 'Text on the canvas' })
    await expect(field).toBeFocused()
    await keyboard.send('Input.imeSetComposition', { text: 'hua', selectionStart: 3, selectionEnd: 3 })
    await expect(field).toHaveValue('hua')
    await keyboard.send('Input.insertText', { text: '画布' })
    await expect(field).toHaveValue('画布')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('button', { name: 'Layer 画布' })).toBeVisible()
    await artist.tool('Control+z')
    await expect(artist.layers).toHaveCount(1)
  })

  test('is kept off a locked layer, which is said, and the lock can be opened', async () => {
    const { window } = studio
    await artist.tool('b')
    await window.getByRole('menuitem', { name: 'Layer', exact: true }).click()
    await window.getByRole('menuitemcheckbox', { name: /^Lock layer/ }).click()
    await artist.stroke([[0.5, 0.5]])
    const notice = window.getByRole('status').filter({ hasText: 'is locked' })
    await expect(notice).toBeVisible()
    await studio.screenshot('locked')
    await notice.getByRole('button', { name: 'Unlock it' }).click()
    await artist.stroke([[0.5, 0.5]])
    await expect(notice).toBeHidden()
  })

  test('goes on by brushes, sizes and modes that unfold', async () => {
    const { window } = studio
    await artist.tool('b')
    await window.getByRole('button', { name: 'Brushes' }).click()
    await expect(window.getByRole('button', { name: 'Charcoal' })).toBeVisible()
    await studio.screenshot('brushes')
    await window.getByRole('button', { name: 'Charcoal' }).click()
    await window.keyboard.press('Escape')
    await expect(window.getByRole('spinbutton', { name: 'Size' })).toHaveValue('48')
    await window.getByRole('button', { name: 'More about the tip' }).click()
    const more = window.getByRole('group', { name: 'More about the tip' })
    await expect(more.getByRole('combobox', { name: 'Blend mode' })).toBeVisible()
    await studio.screenshot('tip')
    await window.keyboard.press('Escape')
    await colourButton().click()
    await studio.screenshot('colours')
    await window.keyboard.press('Escape')
    await artist.tool('3')
    await expect(window.getByRole('spinbutton', { name: 'Opacity', exact: true })).toHaveValue('30')
    expect(studio.complaints).toEqual([])
  })
})

/** The page's side on the screen while it is fitted, in CSS pixels. */
function side(box: { width: number; height: number }): number {
  return Math.min(box.width, box.height) - 96
}

function shownInTheMiddle(studio: Studio): Promise<number[]> {
  return studio.window.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-sheet="picture"]')
    const pixel = canvas?.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1)
    return [...(pixel?.data ?? [])].slice(0, 3)
  })
}
