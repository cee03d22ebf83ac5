import { type CanvasDocument, type Layer, layersOf, channelsOf } from '#shared/document/canvas-document.ts'
import { tileColumn, tileRow, tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Camera } from '../camera.ts'
import type { Editor } from '../editor.ts'
import { intersection, translate } from '../pixels/rectangles.ts'
import type { Floating } from '../session.ts'
import { drawPaper } from './paper.ts'
import { StrokeCanvases } from './stroke-canvases.ts'
import { type Surface, repaint, toCanvas } from './surface.ts'
import { createTileCanvases } from './tile-canvases.ts'

export interface CanvasStack {
  readonly below: HTMLCanvasElement
  readonly active: HTMLCanvasElement
  readonly above: HTMLCanvasElement
}

export interface CanvasColours {
  readonly paper: readonly [string, string]
  readonly mask: readonly [number, number, number]
}

/** What is drawn, from the bottom: raster layers, the floating picture, masks. */
type Sheet = { readonly layer: Layer } | { readonly floating: Floating }

/** Draws the document into three canvases, so that a stroke redraws only the layer it is on, where it is wet. */
export class Compositor {
  readonly #editor: Editor
  readonly #contexts: Readonly<Record<keyof CanvasStack, CanvasRenderingContext2D>>
  #tiles = createTileCanvases()
  #colours: CanvasColours
  #stroke: StrokeCanvases | null = null
  #quality: ImageSmoothingQuality = 'medium'
  #drawn: Camera = { x: 0, y: 0, zoom: 1 }

  constructor(editor: Editor, stack: CanvasStack, colours: CanvasColours) {
    this.#editor = editor
    this.#colours = colours
    this.#contexts = {
      below: context2d(stack.below),
      active: context2d(stack.active),
      above: context2d(stack.above),
    }
  }

  /** Sets the canvases to the viewport's size in device pixels. */
  resize(width: number, height: number): void {
    for (const { canvas } of Object.values(this.#contexts)) {
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
    }
  }

  /** Takes the colours of another theme. */
  recolour(colours: CanvasColours): void {
    this.#colours = colours
    this.#tiles = createTileCanvases()
  }

  /** Draws everything; `moving` takes the quicker scaling, while the view pans or zooms. */
  drawAll(moving = false): void {
    this.#quality = moving ? 'low' : 'medium'
    this.#drawn = this.#editor.session.get().camera
    this.#transform('')
    const document = this.#editor.document()
    const sheets = this.#sheets(document)
    const active = sheets.findIndex((sheet) => 'layer' in sheet && sheet.layer.id === document.activeLayerId)
    const split = active < 0 ? sheets.length : active
    const page = { x: 0, y: 0, width: document.width, height: document.height }
    const below = this.#surface('below')
    repaint(below, null, () => {
      drawPaper(below, page, this.#colours.paper)
      this.#drawSheets(below, sheets.slice(0, split), page)
    })
    this.#takeStroke(document)
    this.#drawActive(document, null)
    const above = this.#surface('above')
    repaint(above, null, () => this.#drawSheets(above, sheets.slice(split + 1), page))
  }

  /** Draws only what the stroke in hand changed. */
  drawStroke(): void {
    const document = this.#editor.document()
    const dirty = this.#takeStroke(document)
    if (dirty) this.#drawActive(document, dirty)
  }

  /** Moves what was drawn to where the camera is now; a whole drawing sharpens it and fills the edges. */
  shift(): void {
    const { x, y, zoom } = this.#editor.session.get().camera
    const scale = zoom / this.#drawn.zoom
    this.#transform(
      `translate(${x - this.#drawn.x * scale}px, ${y - this.#drawn.y * scale}px) scale(${scale})`,
    )
  }

  #transform(transform: string): void {
    for (const { canvas } of Object.values(this.#contexts)) canvas.style.transform = transform
  }

  #sheets(document: CanvasDocument): Sheet[] {
    const { floating, stagedHidden } = this.#editor.session.get()
    const shown = layersOf(document).filter((layer) => layer.visible || layer.id === document.activeLayerId)
    const over: Sheet[] = floating && !stagedHidden ? [{ floating }] : []
    // A mask would hide what came out of it; it comes back as soon as it is painted on.
    const masks =
      over.length > 0 && !this.#editor.stroke.get() ? [] : shown.filter(({ kind }) => kind === 'mask')
    const rasters = shown.filter(({ kind }) => kind === 'raster')
    return [...rasters.map((layer) => ({ layer })), ...over, ...masks.map((layer) => ({ layer }))]
  }

  #takeStroke(document: CanvasDocument): Rectangle | null {
    const shown = this.#editor.stroke.get()
    const layer = shown && document.layers[shown.layerId]
    if (!shown || !layer) {
      this.#stroke = null
      return null
    }
    this.#stroke ??= new StrokeCanvases(this.#colours.mask)
    const changed = shown.buffer.refresh()
    if (!changed) return null
    this.#stroke.refresh(layer, shown.buffer.tiles, changed)
    return translate(changed, layer.x, layer.y)
  }

  #drawActive(document: CanvasDocument, dirty: Rectangle | null): void {
    const surface = this.#surface('active')
    const page = { x: 0, y: 0, width: document.width, height: document.height }
    const sheet = this.#sheets(document).filter(
      (each) => 'layer' in each && each.layer.id === document.activeLayerId,
    )
    repaint(surface, dirty, () => this.#drawSheets(surface, sheet, dirty ?? page))
  }

  #drawSheets(surface: Surface, sheets: readonly Sheet[], area: Rectangle): void {
    const { context, camera } = surface
    const document = this.#editor.document()
    const page = toCanvas(camera, { x: 0, y: 0, width: document.width, height: document.height })
    context.save()
    context.beginPath()
    context.rect(page.x, page.y, page.width, page.height)
    context.clip()
    for (const sheet of sheets) {
      if ('floating' in sheet) drawFloating(surface, sheet.floating)
      else this.#drawLayer(surface, sheet.layer, area)
    }
    context.restore()
  }

  #drawLayer(surface: Surface, layer: Layer, area: Rectangle): void {
    if (!layer.visible && !this.#stroke) return
    const { context, camera } = surface
    const stroke = this.#editor.stroke.get()
    const wet = stroke?.layerId === layer.id ? this.#stroke : null
    const keys = new Set([...layer.pixels.tiles.keys(), ...(wet && stroke ? stroke.buffer.tiles.keys() : [])])
    context.globalAlpha = layer.opacity
    for (const key of keys) {
      const place = {
        x: tileColumn(key) * tileSide + layer.x,
        y: tileRow(key) * tileSide + layer.y,
        width: tileSide,
        height: tileSide,
      }
      if (!intersection(place, area)) continue
      const target = toCanvas(camera, place)
      if (!intersection(target, { x: 0, y: 0, width: context.canvas.width, height: context.canvas.height }))
        continue
      const source = wet?.get(key) ?? this.#tileCanvas(layer, key)
      if (source) context.drawImage(source, target.x, target.y, target.width, target.height)
    }
    context.globalAlpha = 1
  }

  #tileCanvas(layer: Layer, key: number): ImageBitmap | null {
    const tile = layer.pixels.tiles.get(key)
    if (!tile) return null
    return channelsOf(layer.kind) === 1
      ? this.#tiles.tinted(tile, this.#colours.mask)
      : this.#tiles.colour(tile)
  }

  #surface(name: keyof CanvasStack): Surface {
    const { camera } = this.#editor.session.get()
    const context = this.#contexts[name]
    return { context, camera: scaled(camera, globalThis.devicePixelRatio), quality: this.#quality }
  }
}

function drawFloating({ context, camera }: Surface, { image, bounds }: Floating): void {
  const target = toCanvas(camera, bounds)
  context.drawImage(image, target.x, target.y, target.width, target.height)
}

function scaled(camera: Camera, ratio: number): Camera {
  return { x: camera.x * ratio, y: camera.y * ratio, zoom: camera.zoom * ratio }
}

function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This system gives no 2D canvas.')
  return context
}
