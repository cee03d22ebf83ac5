import type { Layer } from '#shared/document/canvas-document.ts'
import { reachOfItems } from '#shared/document/composite/composite.ts'
import type { StackItem } from '#shared/document/composite/layer-stack.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Damage } from './damage.ts'
import type { LayerSheets } from '../cells/layer-sheets.ts'
import { type Cell, cellArea } from '../cells/level.ts'
import { type Part, type Run, planAround } from './plan.ts'
import { RunCells } from '../cells/run-cells.ts'
import { type Pace, Scene } from '../cells/scene.ts'
import { type Paints, paintParts, repaintParts } from './stack-painter.ts'
import type { Tint } from '../tints.ts'
import type { WetSheets } from '../cells/wet-sheets.ts'

/** How a view is brought up to date. */
export interface Refreshing {
  readonly page: Rectangle
  readonly level: number
  readonly pace: Pace
  /** A gesture is under way: what it does not touch is worth being kept apart. */
  readonly gesture: boolean
  readonly wet: WetSheets | null
}

/** A stack of layers as one of the canvases shows it. */
export class LayeredView {
  readonly scene = new Scene()
  readonly #runs = new RunCells()
  readonly #sheets: LayerSheets
  readonly #tint: (layer: Layer) => Tint | null
  #items: readonly StackItem[] = []
  #parts: readonly Part[] = []

  constructor(sheets: LayerSheets, tint: (layer: Layer) => Tint | null) {
    this.#sheets = sheets
    this.#tint = tint
  }

  get blank(): boolean {
    return this.#items.length === 0
  }

  /** Takes another stack, or another layer that is worked on. */
  take(items: readonly StackItem[], layerId: string | null, damage: Damage): void {
    const reach = Math.max(reachOfItems(this.#items), reachOfItems(items))
    this.#items = items
    const plan = layerId === null ? null : planAround(items, layerId)
    this.#parts = plan ?? items.map((item) => ({ kind: 'item', item }))
    this.scene.damage(damage, reach)
  }

  /** Says that the layer in hand looks different in `area`; returns how far that reaches. */
  spoil(area: Rectangle): Rectangle {
    const reach = reachOfItems(this.#items)
    this.scene.damage([area], reach)
    const { x, y, width, height } = area
    return { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }
  }

  /** Brings what is shown of `area` up to date; false when there was no time for all of it. */
  refresh(area: Rectangle, { page, level, pace, gesture, wet }: Refreshing): boolean {
    const paints: Paints = {
      ...{ sheets: this.#sheets, wet, tint: this.#tint },
      kept: (run, cell) => this.#runs.get(run, cell, gesture ? () => paintRun(run, cell) : null),
    }
    const scale = 2 ** -level
    const levelPage = {
      ...{ x: 0, y: 0 },
      ...{ width: Math.ceil(page.width * scale), height: Math.ceil(page.height * scale) },
    }
    const paintRun = ({ items }: Run, cell: Cell) => {
      const parts = items.map((item) => ({ kind: 'item', item }) as const)
      return paintParts(parts, { level: cell.level, area: cellArea(cell), page: levelPage }, paints)
    }
    const place = (at: number, part: Rectangle) => ({ level: at, area: part, page: levelPage })
    return this.scene.refresh(area, level, pace, {
      paint: (at, part) => paintParts(this.#parts, place(at, part), paints),
      repaint: (canvas, at, whole, part) => repaintParts(canvas, whole, this.#parts, place(at, part), paints),
    })
  }

  clear(): void {
    this.scene.clear()
    this.#runs.clear()
  }
}
