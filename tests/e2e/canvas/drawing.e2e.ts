import { expect, test, type Page } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

test.describe('what the canvas shows', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('is the same while a stroke is in hand as when all is drawn anew', async () => {
    const { window } = studio
    await artistAt(window)
    await dropDiscs(window, 'under.png', 0)
    await dropDiscs(window, 'over.png', 150)
    await window.getByRole('button', { name: 'Layer under.png', exact: true }).click()
    const before = await pictureOf(window)
    await strokeAndHold(window)
    const during = await pictureOf(window)
    await window.mouse.up()
    expect(difference(before, during)).toBeGreaterThan(20)
    // Hidden and shown again, a layer makes every cell that it lies in be painted anew.
    await window.getByRole('button', { name: 'Hide over.png', exact: true }).click()
    await expect.poll(async () => difference(during, await pictureOf(window))).toBeGreaterThan(20)
    await window.getByRole('button', { name: 'Show over.png', exact: true }).click()
    // Up to rounding: a piece of a cell goes another way through the browser's drawing than the whole.
    await expect.poll(async () => difference(during, await pictureOf(window))).toBeLessThanOrEqual(3)
    expect(studio.complaints).toEqual([])
  })
})

/** Drops a picture of half-transparent discs, larger than several cells of the canvas. */
async function dropDiscs(page: Page, name: string, hue: number): Promise<void> {
  await page.evaluate(
    async ({ name, hue }) => {
      const canvas = new OffscreenCanvas(1500, 1100)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('There is no 2D canvas.')
      context.fillStyle = `hsl(${String(hue)} 80% 50% / 0.6)`
      for (let i = 0; i < 12; i++) {
        context.beginPath()
        context.arc(15 * ((i * 37 + hue) % 100), 11 * ((i * 61) % 100), 180, 0, 7)
        context.fill()
      }
      const transfer = new DataTransfer()
      transfer.items.add(new File([await canvas.convertToBlob()], name, { type: 'image/png' }))
      const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
      document.querySelector('[data-testid=canvas]')?.dispatchEvent(drop)
    },
    { name, hue },
  )
  await page.getByRole('button', { name: `Layer ${name}`, exact: true }).waitFor()
}

/** A zig-zag across the page, the pointer still down at its end. */
async function strokeAndHold(page: Page): Promise<void> {
  const canvas = page.getByTestId('canvas')
  const box = await canvas.boundingBox()
  if (!box) throw new Error('The canvas is not shown.')
  await canvas.focus()
  await page.keyboard.press('b')
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  await page.mouse.move(...at(0.3, 0.2))
  await page.mouse.down()
  await page.mouse.move(...at(0.7, 0.8), { steps: 12 })
  await page.mouse.move(...at(0.7, 0.2), { steps: 12 })
  await page.mouse.move(...at(0.3, 0.8), { steps: 12 })
}

/** The bytes on the canvas, two frames later. */
async function pictureOf(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-sheet=picture]')
    const copy = canvas && new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
    if (!canvas || !copy) throw new Error('There is no picture.')
    copy.drawImage(canvas, 0, 0)
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height)
    let letters = ''
    for (let i = 0; i < data.length; i += 8192) letters += String.fromCharCode(...data.subarray(i, i + 8192))
    return btoa(letters)
  })
  return Buffer.from(text, 'base64')
}

function difference(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 255
  let worst = 0
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs((a[i] ?? 0) - (b[i] ?? 0)))
  return worst
}
