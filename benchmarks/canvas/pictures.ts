import type { Page } from '@playwright/test'

/**
 * `covered`: every layer has colour in every pixel, half transparent but for the lowest. `painted`: the lowest layer
 * is a whole picture, each other one has some patches of paint, as layers of a painting do.
 */
export type Kind = 'covered' | 'painted'

/** How one layer is drawn, in words that a page's own script understands. */
export interface PictureOptions {
  readonly side: number
  readonly index: number
  readonly kind: Kind
}

/** Draws the layer's picture on a canvas of the page; both programs get the very same. Runs in the page. */
export function drawPicture({ side, index, kind }: PictureOptions): OffscreenCanvas {
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is no 2D canvas.')
  const hue = (index * 67) % 360
  if (kind === 'covered' || index === 0) {
    const gradient = context.createLinearGradient(0, index * 31, side, side - index * 57)
    gradient.addColorStop(0, `hsl(${String(hue)} 60% 30%)`)
    gradient.addColorStop(0.5, `hsl(${String((hue + 50) % 360)} 80% 60%)`)
    gradient.addColorStop(1, `hsl(${String((hue + 120) % 360)} 70% 45%)`)
    context.globalAlpha = index === 0 ? 1 : 0.4
    context.fillStyle = gradient
    context.fillRect(0, 0, side, side)
    return canvas
  }
  context.fillStyle = `hsl(${String(hue)} 70% 50% / 0.8)`
  for (let i = 0; i < 5; i++) {
    const [x, y] = [((index * 389 + i * 617) % 1000) / 1000, ((index * 211 + i * 743) % 1000) / 1000]
    context.beginPath()
    context.arc(x * side, y * side, side * 0.09, 0, 7)
    context.fill()
  }
  return canvas
}

/** Drops the layers' pictures on Verso's window, one by one, as an artist would. */
export async function dropPictures(page: Page, side: number, layers: number, kind: Kind): Promise<void> {
  for (let index = 0; index < layers; index++) {
    const name = `layer ${String(index)}.png`
    await page.evaluate(
      async ({ draw, options, name }) => {
        const make = (0, eval)(`(${draw})`) as typeof drawPicture
        const file = new File([await make(options).convertToBlob()], name, { type: 'image/png' })
        const transfer = new DataTransfer()
        transfer.items.add(file)
        const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
        document.querySelector('[data-testid=canvas]')?.dispatchEvent(drop)
      },
      { draw: drawPicture.toString(), options: { side, index, kind }, name },
    )
    const layer = page.getByRole('button', { name: `Layer ${name}`, exact: true })
    await layer.waitFor({ state: 'attached', timeout: 120_000 })
  }
}

/** How many of the tiles of such a layer hold anything, on average over the layers above the lowest. */
export async function coverageOf(page: Page, side: number, layers: number, kind: Kind): Promise<number> {
  if (kind === 'covered' || layers < 2) return 1
  return page.evaluate(
    ({ draw, side, layers, kind }) => {
      const make = (0, eval)(`(${draw})`) as typeof drawPicture
      const tiles = Math.ceil(side / 256)
      let held = 0
      for (let index = 1; index < layers; index++) {
        const small = make({ side: 16 * tiles, index, kind }).getContext('2d')
        if (!small) continue
        for (let at = 0; at < tiles * tiles; at++) {
          const { data } = small.getImageData((at % tiles) * 16, Math.floor(at / tiles) * 16, 16, 16)
          if (data.some((value, i) => i % 4 === 3 && value > 0)) held++
        }
      }
      return held / ((layers - 1) * tiles * tiles)
    },
    { draw: drawPicture.toString(), side, layers, kind },
  )
}
