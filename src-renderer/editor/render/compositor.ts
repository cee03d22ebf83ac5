import { type CanvasDocument, type Layer, layersOf } from '#shared/document/canvas-document.ts'
import { grown, overlap } from '#shared/document/composite/block.ts'
import { type StackItem, layerStack } from '#shared/document/composite/layer-stack.ts'
import { isShown } from '#shared/document/layer-tree.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Camera } from '../camera.ts'
import type { Editor } from '../editor.ts'
import { translate, union } from '../pixels/rectangles.ts'
import type { Floating } from '../session.ts'
import { damageBetween } from './stack/damage.ts'
import { LayerSheets } from './cells/layer-sheets.ts'
import type { Pace } from './cells/scene.ts'
import { LayeredView } from './stack/layered-view.ts'
import { levelFor } from './cells/level.ts'
import { drawPaper, makePaper } from './paper.ts'
import { type Surface, repaint, toCanvas } from './surface.ts'
import { type Tint, isOverlay, regionTints } from './tints.ts'
import { drawScene, visibleArea } from './viewport.ts'
import { WetSheets } from './cells/wet-sheets.ts'

/** `picture` shows the page and its layers, `overlay` the candidate and then masks and regions. */
export interface CanvasStack {
  readonly picture: HTMLCanvasElement
  readonly overlay: HTMLCanvasElement
}

export interface CanvasColours {
  readonly paper: readonly [string, string]
  readonly mask: Tint
}

/** How long a frame may spend on cells that are out of date, in milliseconds: while the view moves, or is still. */
const movingMs = 5
const stillMs = 14

/** The stroke in hand, and everything that it made wet so far. */
interface Wet {
  readonly sheets: WetSheets
  readonly layer: Layer
  area: Rectangle | null
}

/** Draws the document into two canvases of the viewport's size; only what changed is composited again. */
export class Compositor {
  readonly #editor: Editor
  readonly #contexts: Readonly<Record<keyof CanvasStack, CanvasRenderingContext2D>>
  readonly #sheets = new LayerSheets()
  readonly #picture = new LayeredView(this.#sheets, () => null)
  readonly #overlay = new LayeredView(this.#sheets, (layer) => this.#tintOf(layer))
  #regions: ReadonlyMap<string, Tint> = new Map()
  #colours: CanvasColours
  #paper: CanvasPattern | null
  /** What was drawn last: the document, with the layer shown that was painted on. */
  #seen: {
    readonly given: CanvasDocument
    readonly wetId: string | undefined
    readonly shown: CanvasDocument
  } | null = null
  #wet: Wet | null = null
  #drawn: Camera = { x: 0, y: 0, zoom: 1 }
  /** True when the last drawing did not have the time for everything; another one goes on with it. */
  unfinished = false

  constructor(editor: Editor, stack: CanvasStack, colours: CanvasColours) {
    this.#editor = editor
    this.#colours = colours
    this.#paper = makePaper(colours.paper)
    this.#contexts = { picture: context2d(stack.picture), overlay: context2d(stack.overlay) }
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
    this.#paper = makePaper(colours.paper)
    this.#sheets.clear()
    this.#overlay.clear()
  }

  /** Draws everything; `moving` spends less on what is out of date, while the view pans or zooms. */
  drawAll(moving = false): void {
    const deadline = performance.now() + (moving ? movingMs : stillMs)
    this.#drawn = this.#editor.session.get().camera
    this.#transform('')
    this.#takeStroke()
    this.#takeDocument()
    this.#refresh(null, { deadline, moving })
    this.#draw(null)
  }

  /** Draws only what the stroke in hand changed. */
  drawStroke(): void {
    const dirty = this.#takeStroke()
    if (this.#takeDocument()) return this.drawAll()
    if (!dirty) return
    this.#refresh(dirty, { deadline: Infinity, moving: false })
    this.#draw(dirty)
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

  /** Compares the document with what was drawn last; false when nothing is different. */
  #takeDocument(): boolean {
    const given = this.#editor.document()
    const wetId = this.#wet?.layer.id
    if (this.#seen?.given === given && this.#seen.wetId === wetId) return false
    const before = this.#seen?.shown
    const document = withWetShown(given, wetId)
    this.#seen = { given, wetId, shown: document }
    this.#regions = regionTints(document)
    const layerId = wetId ?? document.activeLayerId
    const damage = (counts: (layer: Layer) => boolean) =>
      before?.id === document.id ? damageBetween(before, document, counts) : 'everywhere'
    this.#picture.take(
      layerStack(document),
      layerId,
      damage((layer) => !isOverlay(layer)),
    )
    const groups = damage(({ kind }) => kind === 'group')
    this.#overlay.take(overlayStack(document), layerId, groups.length > 0 ? 'everywhere' : damage(isOverlay))
    return true
  }

  /** Takes over what the stroke in hand changed; returns it as an area of the document. */
  #takeStroke(): Rectangle | null {
    const shown = this.#editor.stroke.get()
    const layer = shown && this.#editor.document().layers[shown.layerId]
    if (this.#wet && this.#wet.layer.id !== layer?.id) this.#dry(this.#wet)
    if (!shown || !layer) return null
    const tint = isOverlay(layer) ? this.#tintOf(layer) : null
    this.#wet ??= { sheets: new WetSheets(layer.id, this.#sheets, tint), layer, area: null }
    const changed = shown.buffer.refresh()
    if (!changed) return null
    this.#wet.sheets.refresh(shown.buffer.tiles, changed)
    const area = translate(changed, layer.x, layer.y)
    this.#wet.area = union(this.#wet.area, area)
    return this.#viewOf(layer).spoil(area)
  }

  /** The stroke has ended: what it left is in the document now, or it left nothing. */
  #dry({ layer, area }: Wet): void {
    this.#wet = null
    if (area) this.#viewOf(layer).spoil(area)
  }

  #viewOf(layer: Layer): LayeredView {
    return isOverlay(layer) ? this.#overlay : this.#picture
  }

  #refresh(dirty: Rectangle | null, pace: Pace): void {
    const surface = this.#surface('picture')
    const page = this.#page()
    const area = dirty ?? visibleArea(surface, page)
    if (!area) return
    const gesture = this.#wet !== null || this.#editor.history.get().mark !== null
    const how = { page, level: levelFor(surface.camera.zoom), pace, gesture }
    const wet = this.#wet?.sheets ?? null
    const views = [this.#picture, this.#overlay].filter((view) => !view.blank)
    const done = views.map((view) => view.refresh(area, { ...how, wet }))
    if (!dirty) this.unfinished = done.includes(false)
  }

  #draw(dirty: Rectangle | null): void {
    const page = this.#page()
    const picture = this.#surface('picture')
    // A little more than the dirty pixels is cleared, so a little more is drawn.
    const area = dirty
      ? overlap(grown(dirty, Math.ceil(4 / picture.camera.zoom)), page)
      : visibleArea(picture, page)
    repaint(picture, dirty, () => {
      if (this.#paper) drawPaper(picture, page, this.#paper)
      if (area && !this.#picture.blank) drawScene(picture, this.#picture.scene, area, page)
    })
    this.#drawOverlay(dirty, area, page)
  }

  #drawOverlay(dirty: Rectangle | null, area: Rectangle | null, page: Rectangle): void {
    const overlay = this.#surface('overlay')
    const { floating, stagedHidden } = this.#editor.session.get()
    const candidate = stagedHidden ? null : floating
    // A mask would hide what came out of it; it comes back as soon as it is painted on.
    const masks = !this.#overlay.blank && (!candidate || this.#wet !== null)
    const { style } = overlay.context.canvas
    style.visibility = candidate || masks ? 'visible' : 'hidden'
    if (style.visibility === 'hidden') return
    repaint(overlay, dirty, () => {
      if (candidate) drawFloating(overlay, candidate)
      if (area && masks) drawScene(overlay, this.#overlay.scene, area, page)
    })
  }

  #page(): Rectangle {
    const { width, height } = this.#editor.document()
    return { x: 0, y: 0, width, height }
  }

  #tintOf(layer: Layer): Tint {
    return this.#regions.get(layer.id) ?? this.#colours.mask
  }

  #surface(name: keyof CanvasStack): Surface {
    const { x, y, zoom } = this.#editor.session.get().camera
    const ratio = globalThis.devicePixelRatio
    const camera = { x: x * ratio, y: y * ratio, zoom: zoom * ratio }
    return { context: this.#contexts[name], camera, quality: 'low' }
  }
}

/** A hidden layer is shown while it is painted on, as it will be afterwards. */
function withWetShown(document: CanvasDocument, id: string | undefined): CanvasDocument {
  const layer = id === undefined ? undefined : document.layers[id]
  if (!layer || layer.visible) return document
  return { ...document, layers: { ...document.layers, [layer.id]: { ...layer, visible: true } } }
}

function overlayStack(document: CanvasDocument): StackItem[] {
  return layersOf(document)
    .filter((layer) => isOverlay(layer) && isShown(document, layer))
    .map((layer) => ({ layer: { ...layer, blend: 'normal', clip: false }, items: [], clipped: [] }))
}

/** Also beyond the page: it grows when such a candidate is accepted. */
function drawFloating({ context, camera }: Surface, { image, bounds }: Floating): void {
  const target = toCanvas(camera, bounds)
  context.drawImage(image, target.x, target.y, target.width, target.height)
}

function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This system gives no 2D canvas.')
  return context
}
