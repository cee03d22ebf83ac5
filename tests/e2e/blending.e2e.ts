import { expect, test } from '@playwright/test'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'
import { bringParts } from '#tests/support/window-parts.ts'
import type { CanvasDocument, Layer } from '#shared/document/canvas-document.ts'
import type * as documents from '#shared/document/canvas-document.ts'
import type * as blending from '#shared/document/blend/blend-row.ts'
import type * as composites from '#shared/document/composite/composite.ts'
import type * as stacks from '#shared/document/composite/layer-stack.ts'
import type * as transfers from '#shared/document/pixel-transfer.ts'
import { type BlendMode, blendModes } from '#shared/entities/blend-mode.ts'
import type * as cells from '#editor/render/cells/layer-sheets.ts'
import type * as painters from '#editor/render/stack/stack-painter.ts'

const modules = [
  './src-shared/document/canvas-document.ts',
  './src-shared/document/pixel-transfer.ts',
  './src-shared/document/blend/blend-row.ts',
  './src-shared/document/composite/composite.ts',
  './src-shared/document/composite/layer-stack.ts',
  './src-renderer/editor/render/cells/layer-sheets.ts',
  './src-renderer/editor/render/stack/stack-painter.ts',
]
type Parts = typeof documents &
  typeof transfers &
  typeof blending &
  typeof composites &
  typeof stacks &
  typeof cells &
  typeof painters

test.describe('blending in the window', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio({ args: ['--enable-experimental-web-platform-features'] })
    await bringParts(studio.window, modules)
  })
  test.afterAll(() => studio.dispose())

  test("every mode is the browser's own", async () => {
    for (const mode of blendModes) {
      const { opaque, translucent } = await studio.window.evaluate(compareMode, mode)
      expect.soft(opaque, `${mode}, opaque`).toBeLessThanOrEqual(1)
      expect.soft(translucent, `${mode}, half transparent`).toBeLessThanOrEqual(1)
    }
  })

  test('the canvas shows what the document makes', async () => {
    const { worst, mean, seen } = await studio.window.evaluate(compareStack)
    // Ten layers, each rounded once, in premultiplied bytes there and straight ones here.
    expect(seen).toBeGreaterThan(60_000)
    expect(worst).toBeLessThanOrEqual(4)
    expect(mean).toBeLessThanOrEqual(0.5)
  })
})

/**
 * The largest difference between Verso's blending and the browser's, of opaque pictures and of half-transparent
 * ones, in steps of 1/255. Runs in the page.
 *
 * The browser's canvas has 16-bit floating point here. With bytes it keeps colours premultiplied, so that at an alpha
 * of 10 it knows eleven shades, and its quick arithmetic is up to 2/255 beside its own exact one.
 */
function compareMode(mode: BlendMode): { opaque: number; translucent: number } {
  const { parts } = globalThis as unknown as { parts: Parts }
  const side = 128
  let seed = 7
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const picture = (opaque: boolean) => {
    // Electron 33 and current ones have different names for the same thing.
    const options = { colorType: 'float16', pixelFormat: 'float16', willReadFrequently: true }
    const context = new OffscreenCanvas(side, side).getContext('2d', options)
    if (!context) throw new Error('There is no 2D canvas.')
    const image = context.createImageData(side, side)
    for (let i = 0; i < image.data.length; i++) {
      // The ends and the middle of the range too, where the formulas change.
      const value = random() < 0.2 ? [0, 63, 64, 127, 128, 255][Math.floor(random() * 6)]! : random() * 256
      image.data[i] = i % 4 === 3 && opaque ? 255 : value
    }
    context.putImageData(image, 0, 0)
    return { context, bytes: image.data }
  }
  const compare = (opaque: boolean) => {
    const [under, over] = [picture(opaque), picture(opaque)]
    const ours = under.bytes.slice()
    parts.blendRow({ bytes: ours, at: 0 }, { bytes: over.bytes, at: 0 }, side * side, mode, 1)
    under.context.globalCompositeOperation = mode === 'normal' ? 'source-over' : mode
    under.context.drawImage(over.context.canvas, 0, 0)
    const theirs = under.context.getImageData(0, 0, side, side).data
    let worst = 0
    for (let i = 0; i < ours.length; i += 4) {
      for (let k = ours[i + 3] === 0 ? 3 : 0; k < 4; k++)
        worst = Math.max(worst, Math.abs(ours[i + k]! - theirs[i + k]!))
    }
    return worst
  }
  return { opaque: compare(true), translucent: compare(false) }
}

/** Paints a document with groups, clips, blend modes and adjustments both ways. Runs in the page. */
function compareStack(): { worst: number; mean: number; seen: number } {
  const { parts } = globalThis as unknown as { parts: Parts }
  const page = { x: 0, y: 0, width: 300, height: 280 }
  const filled = (id: string, hue: number, change: Partial<Layer>): Layer => {
    const block = new Uint8ClampedArray(page.width * page.height * 4)
    for (let i = 0; i < block.length; i += 4) {
      const [x, y] = [(i / 4) % page.width, Math.floor(i / 4 / page.width)]
      const inside = Math.hypot(x - 60 - hue * 20, y - 140) < 110
      const value = [
        (x * hue) % 256,
        (y * 3 + hue * 40) % 256,
        (x + y) % 256,
        inside ? 120 + ((x * 3) % 136) : 0,
      ]
      block.set(id === 'whole' ? [value[0]!, value[1]!, value[2]!, 255] : value, i)
    }
    return { ...parts.newLayer(id, 'raster', id), pixels: parts.pixelsFrom(block, page, 4), ...change }
  }
  const layers: Layer[] = [
    filled('whole', 1, {}),
    filled('a', 2, { blend: 'multiply', x: 13 }),
    filled('b', 3, { parent: 'g', opacity: 0.8 }),
    filled('c', 4, { parent: 'g', clip: true, blend: 'screen' }),
    { ...parts.newLayer('g', 'group', 'g'), opacity: 0.7, blend: 'overlay' },
    filled('d', 5, { blend: 'soft-light', y: -20 }),
    {
      ...parts.newLayer('e', 'adjustment', 'e'),
      adjustment: { kind: 'hue-saturation', hue: 40, saturation: 20, lightness: -5 },
      opacity: 0.6,
    },
    filled('f', 6, { blend: 'luminosity', opacity: 0.5 }),
    { ...parts.newLayer('h', 'adjustment', 'h'), adjustment: { kind: 'blur', radius: 4 } },
    filled('i', 7, { blend: 'difference', opacity: 0.3 }),
  ]
  const document: CanvasDocument = {
    ...parts.newDocument('d', page.width, page.height),
    order: layers.map(({ id }) => id),
    layers: Object.fromEntries(layers.map((layer) => [layer.id, layer])),
  }
  const exact = parts.compositeArea(document, page)
  const stack = parts.layerStack(document).map((item) => ({ kind: 'item', item }) as const)
  const paints = { sheets: new parts.LayerSheets(), wet: null, tint: () => null, kept: () => undefined }
  const canvas = parts.paintParts(stack, { level: 0, area: page, page }, paints)
  const shown = canvas?.getContext('2d')?.getImageData(0, 0, page.width, page.height).data
  if (!shown) throw new Error('Nothing was painted.')
  let [worst, sum, seen] = [0, 0, 0]
  for (let i = 0; i < exact.length; i++) {
    const difference = Math.abs(exact[i]! - shown[i]!)
    worst = Math.max(worst, difference)
    sum += difference
    if (i % 4 === 3 && exact[i]! > 0) seen++
  }
  return { worst, mean: sum / exact.length, seen }
}
