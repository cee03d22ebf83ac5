import { type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import type { Pixels, Tile } from '#shared/document/pixels.ts'
import type { Plane } from '#shared/document/selection/plane.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Editor, WetPaint } from '#editor/editor.ts'
import { type Rgb, parseColour } from '#editor/pixels/blend.ts'
import { type CoverRow, WetTiles } from '#editor/pixels/wet-tiles.ts'
import { type ColourRow, colourInk, colourRowInk, coverageInk } from '#editor/pixels/ink.ts'
import { coverOf } from '#editor/pixels/plane-cover.ts'
import { translate, union } from '#editor/pixels/rectangles.ts'
import { tipOf } from '#editor/session.ts'
import { lookAgain } from '#editor/tools/lay.ts'
import { groundOf } from '#editor/tools/paint-ground.ts'
import { type Shape } from './outline.ts'
import { type ShapePlanes, type ShapeSettings, shapePlanes } from './shape-planes.ts'

/** A shape that is still being drawn, as wet paint: worked out once for each time that somebody looks. */
export class WetShape implements WetPaint {
  readonly #wet: WetTiles
  readonly #origin: { readonly x: number; readonly y: number }
  readonly #make: (shape: Shape) => ShapePlanes
  readonly #over = new Float32Array(256)
  #shape: Shape | null = null
  #planes: ShapePlanes = { inside: null, outline: null }
  #area: Rectangle | null = null

  constructor(editor: Editor, layer: Layer, settings: ShapeSettings) {
    const ground = groundOf(editor, layer)
    const { width, height } = editor.document()
    const session = editor.session.get()
    this.#origin = ground.origin
    this.#make = (shape) => shapePlanes(shape, settings, { width, height })
    const both = settings.kind !== 'line' && settings.filled && settings.outlined
    const inside = parseColour(session.colour)
    const outline = parseColour(both ? session.background : session.colour)
    const colours = () =>
      both
        ? colourRowInk(this.#colours(inside, outline), layer.lockAlpha)
        : colourInk(inside, layer.lockAlpha)
    const ink = channelsOf(layer.kind) === 1 ? coverageInk('paint') : colours()
    this.#wet = new WetTiles({
      ...{ ...ground, ink, opacity: tipOf(session, 'shapes').opacity },
      cover: (x, y, count, out) => this.#cover(x, y, count, out),
      late: lookAgain(editor),
    })
  }

  get tiles(): ReadonlyMap<number, Tile> {
    return this.#wet.tiles
  }

  /** Takes the place of the shape before. */
  draw(shape: Shape): void {
    this.#shape = shape
  }

  refresh(): Rectangle | null {
    if (this.#shape) {
      this.#planes = this.#make(this.#shape)
      this.#shape = null
      const { inside, outline } = this.#planes
      const area = union(inside?.area ?? null, outline?.area ?? null)
      const changed = union(this.#area, area)
      this.#area = area
      if (changed) this.#wet.touch(translate(changed, -this.#origin.x, -this.#origin.y))
    }
    return this.#wet.refresh()
  }

  finish(): Pixels {
    this.refresh()
    return this.#wet.finish()
  }

  /** Inside and outline together: what one leaves open the other may cover. */
  #cover(x: number, y: number, count: number, out: Float32Array): void {
    const { inside, outline } = this.#planes
    rowOf(inside ?? outline, this.#origin)(x, y, count, out)
    if (!inside || !outline) return
    const over = this.#over
    rowOf(outline, this.#origin)(x, y, count, over)
    for (let i = 0; i < count; i++) out[i] = over[i]! + out[i]! * (1 - over[i]!)
  }

  /** The outline's colour over the inside's, by how much it covers of both. */
  #colours(inside: Rgb, outline: Rgb): ColourRow {
    const all = new Float32Array(256)
    const over = this.#over
    return (x, y, count, out) => {
      this.#cover(x, y, count, all)
      rowOf(this.#planes.outline, this.#origin)(x, y, count, over)
      for (let i = 0; i < count; i++) {
        const share = all[i]! > 0 ? over[i]! / all[i]! : 0
        for (let part = 0; part < 3; part++) {
          out[i * 4 + part] = inside[part]! + (outline[part]! - inside[part]!) * share
        }
        out[i * 4 + 3] = 255
      }
    }
  }
}

const nothing: CoverRow = (_x, _y, count, out) => void out.fill(0, 0, count)

function rowOf(plane: Plane | null, origin: { readonly x: number; readonly y: number }): CoverRow {
  return plane ? coverOf(plane, origin) : nothing
}
