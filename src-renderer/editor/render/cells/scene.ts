import { grown, overlap } from '#shared/document/composite/block.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { union } from '#editor/pixels/rectangles.ts'
import { Kept } from './canvases.ts'
import type { Damage } from '../stack/damage.ts'
import { type Cell, cellArea, cellBounds, cellKey, cellsIn, coarsest, toLevel } from './level.ts'

/** At least so many cells are kept, 256 KiB each. */
const least = 320

/** A cell's picture (null: empty) and the part of it that is out of date, in document pixels. */
interface Shown {
  readonly cell: Cell
  picture: OffscreenCanvas | null
  dirty: Rectangle | null
}

/** How long a frame may take for it; `deadline` by the clock of `performance`. */
export interface Pace {
  readonly deadline: number
  readonly moving: boolean
}

/** Paints areas of one level, in pixels of that level. */
export interface Painter {
  /** A canvas of the area's size; null when nothing is there. */
  paint(level: number, area: Rectangle): OffscreenCanvas | null
  /** Paints `area` anew in a canvas that shows `whole`. */
  repaint(canvas: OffscreenCanvas, level: number, whole: Rectangle, area: Rectangle): void
}

/** A stack's picture in cells, made when they are looked at and mended where they were damaged. */
export class Scene {
  readonly #cells = new Kept<number, Shown>(least)
  /** How long the last cell took, in milliseconds. */
  #cost = 0

  /** Marks what is out of date; `reach` is how far a blur spreads it. */
  damage(damage: Damage, reach: number): void {
    if (damage !== 'everywhere' && damage.length === 0) return
    for (const shown of this.#cells.values()) {
      const bounds = cellBounds(shown.cell)
      if (damage === 'everywhere') shown.dirty = bounds
      else for (const area of damage) spoil(shown, overlap(bounds, grown(area, reach)))
    }
  }

  /**
   * Brings the cells in `area` (document pixels) up to date until the clock is at `deadline`; true when all are.
   * While the view moves, cells that cost more than that are left out where another level stands in for them.
   */
  refresh(area: Rectangle, level: number, { deadline, moving }: Pace, painter: Painter): boolean {
    const cells = cellsIn(toLevel(area, level), level)
    this.#cells.widen(cells.length * 2)
    const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 }
    const stale = cells.filter((cell) => this.#cells.get(cellKey(cell))?.dirty !== null)
    const away = (cell: Cell) => {
      const { x, y, width, height } = cellBounds(cell)
      return Math.hypot(x + width / 2 - middle.x, y + height / 2 - middle.y)
    }
    let left = 0
    for (const cell of stale.toSorted((a, b) => away(a) - away(b))) {
      const started = performance.now()
      if (started > deadline) return false
      if (moving && started + this.#cost > deadline && this.#hasStandIn(cell)) left++
      else {
        this.#mend(cell, painter)
        this.#cost = performance.now() - started
      }
    }
    // Now and then one is tried again: what was slow once need not stay so.
    if (left > 0) this.#cost *= 0.96
    return left === 0
  }

  /** The cell's picture, also when it is out of date: null when it is empty, undefined when it is not known. */
  picture(cell: Cell): OffscreenCanvas | null | undefined {
    return this.#cells.get(cellKey(cell))?.picture
  }

  /** The nearest coarser cell that shows this one and is known. */
  coarser(cell: Cell): { readonly cell: Cell; readonly picture: OffscreenCanvas } | null {
    for (let up = 1; cell.level + up <= coarsest; up++) {
      const parent = { level: cell.level + up, column: cell.column >> up, row: cell.row >> up }
      const picture = this.picture(parent)
      if (picture) return { cell: parent, picture }
    }
    return null
  }

  #hasStandIn(cell: Cell): boolean {
    if (this.picture(cell) !== undefined || this.coarser(cell)) return true
    const level = cell.level - 1
    return level >= 0 && cellsIn(toLevel(cellBounds(cell), level), level).some((each) => this.picture(each))
  }

  clear(): void {
    this.#cells.clear()
  }

  #mend(cell: Cell, painter: Painter): void {
    const known = this.#cells.get(cellKey(cell))
    const whole = cellArea(cell)
    const part = known?.picture && known.dirty && overlap(toLevel(known.dirty, cell.level), whole)
    if (known?.picture && part) {
      painter.repaint(known.picture, cell.level, whole, part)
      known.dirty = null
    } else this.#cells.set(cellKey(cell), { cell, picture: painter.paint(cell.level, whole), dirty: null })
  }
}

function spoil(shown: Shown, area: Rectangle | null): void {
  if (area) shown.dirty = union(shown.dirty, area)
}
