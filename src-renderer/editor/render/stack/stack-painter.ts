import type { Layer } from '#shared/document/canvas-document.ts'
import { grown, overlap } from '#shared/document/composite/block.ts'
import { reachOfItems } from '#shared/document/composite/composite.ts'
import type { StackItem } from '#shared/document/composite/layer-stack.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Sheet, newSheet } from '../cells/canvases.ts'
import type { LayerSheets } from '../cells/layer-sheets.ts'
import { type Cell, cellSide, cellsIn } from '../cells/level.ts'
import { adjustSheet, keepAlphaOf, openSheet } from './pixel-steps.ts'
import type { Part, Run } from './plan.ts'
import type { Tint } from '../tints.ts'
import type { WetSheets } from '../cells/wet-sheets.ts'

/** What a stack is painted from. */
export interface Paints {
  readonly sheets: LayerSheets
  readonly wet: WetSheets | null
  /** The colour of a mask or region; null for what has its own colours. */
  tint(layer: Layer): Tint | null
  /** The run's kept picture in a cell: null when it is empty, undefined when it is not kept. */
  kept(run: Run, cell: Cell): CanvasImageSource | null | undefined
}

/** An area in pixels of one level, and the page: nothing is outside of it, and a blur does not look further. */
export interface Place {
  readonly level: number
  readonly area: Rectangle
  readonly page: Rectangle
}

/**
 * The stack in an area of one level, as a canvas of that size; null when nothing is there. It is what
 * `compositeArea` makes, but for the browser's rounding of premultiplied colours and for levels above 0, where
 * layers are made smaller before they are blended.
 */
export function paintParts(parts: readonly Part[], place: Place, paints: Paints): OffscreenCanvas | null {
  const reach = Math.ceil(reachOfItems(parts.flatMap(itemsIn)) * 2 ** -place.level)
  const area = overlap(grown(place.area, reach), place.page)
  if (!area || !overlap(place.area, place.page)) return null
  const target = new Target({ ...place, area }, parts.some(readsPixels))
  for (const part of parts) paintPart(target, part, paints)
  return target.sheet ? fitted(target.sheet.canvas, area, place.area) : null
}

/**
 * The same, painted into a part of a canvas that shows `whole`, in place of what is there. Without anything that
 * reads pixels back this needs no other canvas.
 */
export function repaintParts(
  canvas: OffscreenCanvas,
  whole: Rectangle,
  parts: readonly Part[],
  place: Place,
  paints: Paints,
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const { width, height } = place.area
  const [x, y] = [place.area.x - whole.x, place.area.y - whole.y]
  const direct = !parts.some(readsPixels)
  const picture = direct ? null : paintParts(parts, place, paints)
  context.save()
  context.beginPath()
  context.rect(x, y, width, height)
  context.clip()
  context.clearRect(x, y, width, height)
  if (picture) context.drawImage(picture, x, y)
  const target = new Target(place, false, { canvas, context }, whole)
  if (direct) for (const part of parts) paintPart(target, part, paints)
  context.restore()
}

function itemsIn(part: Part): readonly StackItem[] {
  if (part.kind === 'item') return [part.item]
  return part.kind === 'run' ? [] : part.parts.flatMap(itemsIn)
}

/** A canvas that is made when something is drawn on it, unless it is given; `origin` is where it begins. */
class Target {
  readonly place: Place
  readonly #read: boolean
  readonly #origin: Rectangle
  sheet: Sheet | null

  constructor(place: Place, read: boolean, sheet: Sheet | null = null, origin = place.area) {
    this.place = place
    this.#read = read
    this.sheet = sheet
    this.#origin = origin
  }

  draw(image: CanvasImageSource, x: number, y: number, layer: Pick<Layer, 'opacity' | 'blend'>): void {
    this.sheet ??= newSheet(this.place.area.width, this.place.area.height, this.#read)
    const { context } = this.sheet
    context.globalAlpha = layer.opacity
    context.globalCompositeOperation = layer.blend === 'normal' ? 'source-over' : layer.blend
    context.drawImage(image, x - this.#origin.x, y - this.#origin.y)
  }
}

const plainly = { opacity: 1, blend: 'normal' } as const

function paintPart(target: Target, part: Part, paints: Paints): void {
  if (part.kind === 'run') paintRun(target, part, paints)
  else if (part.kind === 'item') paintItem(target, part.item, paints)
  else {
    const group = new Target(target.place, part.parts.some(readsPixels))
    for (const inner of part.parts) paintPart(group, inner, paints)
    drawOnto(target, group, part.layer)
  }
}

function paintRun(target: Target, run: Run, paints: Paints): void {
  const { level, area } = target.place
  const cells = cellsIn(area, level).map((cell) => ({ cell, image: paints.kept(run, cell) }))
  if (cells.some(({ image }) => image === undefined)) {
    for (const item of run.items) paintItem(target, item, paints)
    return
  }
  for (const { cell, image } of cells) {
    if (image) target.draw(image, cell.column * cellSide, cell.row * cellSide, plainly)
  }
}

function paintItem(target: Target, item: StackItem, paints: Paints): void {
  const { layer } = item
  if (layer.kind === 'adjustment') {
    if (target.sheet) adjustSheet(target.sheet, layer, target.place.level)
  } else if (layer.kind !== 'group' && item.clipped.length === 0) paintLayer(target, layer, layer, paints)
  else drawOnto(target, contentOf(target.place, item, paints), layer)
}

function contentOf(place: Place, item: StackItem, paints: Paints): Target {
  const content = new Target(place, true)
  if (item.layer.kind !== 'group') paintLayer(content, item.layer, plainly, paints)
  for (const inner of item.items) paintItem(content, inner, paints)
  if (item.clipped.length === 0 || !content.sheet) return content
  const base = content.sheet.context.getImageData(0, 0, place.area.width, place.area.height)
  for (const clipped of item.clipped) {
    if (clipped.layer.kind !== 'adjustment') openSheet(content.sheet)
    paintItem(content, clipped, paints)
    keepAlphaOf(base, content.sheet)
  }
  return content
}

function paintLayer(
  target: Target,
  layer: Layer,
  manner: Pick<Layer, 'opacity' | 'blend'>,
  { sheets, wet, tint }: Paints,
): void {
  const { level, area } = target.place
  const left = Math.round(layer.x * 2 ** -level)
  const top = Math.round(layer.y * 2 ** -level)
  for (const cell of cellsIn({ ...area, x: area.x - left, y: area.y - top }, level)) {
    const image = wet?.layerId === layer.id ? wet.cell(layer, cell) : sheets.cell(layer, cell, tint(layer))
    if (image) target.draw(image, left + cell.column * cellSide, top + cell.row * cellSide, manner)
  }
}

function drawOnto(target: Target, content: Target, layer: Layer): void {
  const { area } = target.place
  if (content.sheet) target.draw(content.sheet.canvas, area.x, area.y, layer)
}

function readsPixels(part: Part): boolean {
  return itemsIn(part).some(({ layer, clipped }) => layer.kind === 'adjustment' || clipped.length > 0)
}

/** What is painted for `area` as a canvas of `wanted`. */
function fitted(canvas: OffscreenCanvas, area: Rectangle, wanted: Rectangle): OffscreenCanvas {
  const { x, y, width, height } = wanted
  if (area.x === x && area.y === y && area.width === width && area.height === height) return canvas
  const part = newSheet(width, height)
  part.context.drawImage(canvas, area.x - x, area.y - y)
  return part.canvas
}
