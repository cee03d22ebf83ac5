import { describe, expect, it } from 'vitest'
import { type CanvasDocument, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type FillSettings, defaultFill } from '#editor/seen/fill-settings.ts'
import { type SeenPlan, planSeen } from '#editor/seen/plan.ts'
import { seenSources } from '#editor/seen/sources.ts'

const native = 256
const canvas = { kind: 'canvas' } as const

/** A block of one colour, or of one coverage. */
function block(area: Rectangle, bytes: readonly number[]) {
  const data = new Uint8ClampedArray(area.width * area.height * bytes.length)
  for (let at = 0; at < data.length; at++) data[at] = bytes[at % bytes.length] ?? 0
  return pixelsFrom(data, area, bytes.length === 4 ? 4 : 1)
}

function painted(document: CanvasDocument, area: Rectangle, colour = [200, 100, 50, 255]): CanvasDocument {
  const layer = { ...newLayer(`layer-${document.order.length}`, 'raster', 'L'), pixels: block(area, colour) }
  return addLayer(layer)(document)
}

function masked(document: CanvasDocument, area: Rectangle): CanvasDocument {
  return addLayer({ ...newLayer('mask', 'mask', 'M'), pixels: block(area, [255]) })(document)
}

const plan = (document: CanvasDocument, fill: Partial<FillSettings> = {}): SeenPlan =>
  planSeen(document, canvas, { ...defaultFill, ...fill }, native)

const page = { x: 0, y: 0, width: 1024, height: 1024 }
const empty = newDocument('d', 1024, 1024)
const full = painted(empty, page)
const small = { x: 500, y: 300, width: 60, height: 40 }

describe('the verb', () => {
  it('follows what lies in the box', () => {
    expect(plan(empty).verb).toBe('generate')
    expect(plan(full).verb).toBe('refine')
    expect(plan(masked(full, small)).verb).toBe('fill')
    expect(plan({ ...full, selection: block(small, [255]) }).verb).toBe('fill')
    expect(plan({ ...full, box: { x: 512, y: 0, width: 1024, height: 1024 } }).verb).toBe('outpaint')
    expect(plan(painted(empty, { x: 0, y: 0, width: 512, height: 1024 })).verb).toBe('outpaint')
  })

  it('refines a sketch on bare paper, unless the artist wants the room to be filled', () => {
    const sketch = [100, 300, 500, 700].reduce(
      (document, at) => painted(document, { x: at, y: at, width: 200, height: 40 }),
      empty,
    )
    expect(plan(sketch).verb).toBe('refine')
    expect(plan(sketch, { emptyPart: 'outpaint' }).verb).toBe('outpaint')
    const half = painted(empty, { x: 0, y: 0, width: 512, height: 1024 })
    expect(plan(half, { emptyPart: 'refine' }).verb).toBe('refine')
  })

  it('takes no notice of a mask outside of the box, of hidden layers, nor of the canvas when it starts from nothing', () => {
    const away = { ...masked(full, small), box: { x: 0, y: 600, width: 256, height: 256 } }
    expect(plan(away).verb).toBe('refine')
    const hidden = { ...full, layers: { 'layer-0': { ...full.layers['layer-0']!, visible: false } } }
    expect(plan(hidden).verb).toBe('generate')
    expect(planSeen(masked(full, small), { kind: 'nothing' }, defaultFill, native).verb).toBe('generate')
  })
})

describe('what the model sees', () => {
  it('is the mask with room around it, at least as large as the model works', () => {
    const { context, mask, passes } = plan(masked(full, small))
    expect(context).toEqual({ x: 402, y: 192, width: 256, height: 256 })
    expect(mask?.filter((value) => value === 255)).toHaveLength(60 * 40)
    expect(mask?.[(300 - 192) * 256 + 500 - 402]).toBe(255)
    // One pixel of the model is one of the canvas: nothing is scaled.
    expect(passes).toEqual({ width: 256, height: 256, upscale: 1, hires: null })
  })

  it('stays within the box, and is all of it when little would be left out, or when that is wanted', () => {
    const corner = plan(masked(full, { x: 0, y: 1000, width: 20, height: 24 })).context
    expect(corner).toEqual({ x: 0, y: 768, width: 256, height: 256 })
    expect(plan(masked(full, { x: 100, y: 100, width: 800, height: 800 })).context).toEqual(page)
    expect(plan(masked(full, small), { crop: false }).context).toEqual(page)
  })

  it('is all but the mask when it is inverted', () => {
    const { mask, context } = plan(masked(full, small), { invert: true })
    expect(context).toEqual(page)
    expect(mask?.filter((value) => value === 0)).toHaveLength(60 * 40)
  })

  it('is the mask within the selection where they meet', () => {
    const half = { x: 500, y: 300, width: 30, height: 40 }
    const { mask } = plan({ ...masked(full, small), selection: block(half, [255]) })
    expect(mask?.filter((value) => value === 255)).toHaveLength(30 * 40)
    const apart = { x: 0, y: 0, width: 30, height: 40 }
    const other = plan({ ...masked(full, small), selection: block(apart, [255]) })
    expect(other.mask?.filter((value) => value === 255)).toHaveLength(60 * 40)
  })

  it('reaches into a picture that is gone on with by more than the seam', () => {
    const beyond = { ...full, box: { x: 512, y: 0, width: 1024, height: 1024 } }
    for (const roomFeather of [0, 4, 60]) {
      const { mask, empty: room } = plan(beyond, { roomFeather })
      const row = mask?.subarray(0, 1024)
      expect(room?.subarray(0, 1024).indexOf(255)).toBe(512)
      expect(row?.indexOf(255)).toBe(512 - Math.max(32, roomFeather + 2))
    }
  })

  it('takes two passes for a box much larger than the model, and one at twice its size from a picture', () => {
    expect(plan(empty).passes).toMatchObject({ width: 256, upscale: 2, hires: { scale: 2 } })
    expect(plan(full).passes).toMatchObject({ width: 512, upscale: 2, hires: null })
    expect(plan({ ...empty, box: { ...page, width: 512, height: 512 } }).passes.hires).toBeNull()
  })
})

describe('the pixels that are sent', () => {
  const sent = (document: CanvasDocument, fill: Partial<FillSettings> = {}) => {
    const all = { ...defaultFill, ...fill }
    const seen = planSeen(document, canvas, all, native)
    return { seen, ...seenSources(document, seen, all) }
  }
  const at = (pixels: Uint8ClampedArray | null, pixel: number) => [
    ...(pixels ?? []).slice(pixel * 4, pixel * 4 + 4),
  ]

  it('are nothing for a new picture, and the box as it is for one that is refined', () => {
    expect(sent(empty)).toMatchObject({ init: null, mask: null })
    const { init, mask } = sent(full)
    expect(mask).toBeNull()
    expect(init?.length).toBe(1024 * 1024 * 4)
    expect(at(init, 5)).toEqual([200, 100, 50, 255])
  })

  it('go on with the picture where there is room, and with what is chosen inside a mask', () => {
    const beyond = sent({ ...full, box: { x: 512, y: 0, width: 1024, height: 1024 } })
    expect(at(beyond.init, 1000)).toEqual([200, 100, 50, 255])
    expect(at(beyond.mask, 1000)).toEqual([255, 255, 255, 255])
    expect(at(beyond.mask, 0)).toEqual([0, 0, 0, 255])
    const grey = sent(masked(full, small), { preFill: 'grey' })
    const inside = (310 - 192) * 256 + 510 - 402
    expect(at(grey.init, inside)).toEqual([128, 128, 128, 255])
    expect(at(grey.init, 0)).toEqual([200, 100, 50, 255])
    expect(at(sent(masked(full, small)).init, inside)).toEqual([200, 100, 50, 255])
  })
})

describe('a page too large to look through', () => {
  const large = newDocument('d', 4096, 4096)
  it('is sampled: the verb is the same', () => {
    const half = painted(large, { x: 0, y: 0, width: 4096, height: 2048 })
    expect(plan(large).verb).toBe('generate')
    expect(plan(half, { emptyPart: 'refine' })).toMatchObject({ verb: 'refine', hasRoom: true })
    // Not one layer alone: two that fill it together.
    const both = painted(half, { x: 0, y: 2048, width: 4096, height: 2048 })
    expect(plan(both)).toMatchObject({ verb: 'refine', hasRoom: false, empty: null })
    const sketch = [0, 1500, 3000].reduce(
      (document, at) => painted(document, { x: at, y: at, width: 700, height: 90 }),
      large,
    )
    expect(plan(sketch)).toMatchObject({ verb: 'refine', hasRoom: true })
  })
})
