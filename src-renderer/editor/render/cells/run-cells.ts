import type { Layer } from '#shared/document/canvas-document.ts'
import { Kept } from './canvases.ts'
import { type Cell, cellKey } from './level.ts'
import { type Run, layersIn } from '../stack/plan.ts'

type Picture = OffscreenCanvas | null

/** At most so many cells of runs are kept, 256 KiB each. */
const limit = 256

/** Pictures of runs, cell by cell, as long as their layers stay the same. */
export class RunCells {
  readonly #cells = new Kept<string, Picture>(limit)
  readonly #layers = new Map<string, { readonly layers: readonly Layer[]; readonly version: number }>()
  #version = 0

  /** The run's picture in a cell, made by `paint` unless it is kept; undefined when it is neither. */
  get(run: Run, cell: Cell, paint: (() => Picture) | null): Picture | undefined {
    const key = `${run.id} ${this.#versionOf(run)} ${cellKey(cell)}`
    const known = this.#cells.get(key)
    if (known !== undefined || !paint) return known
    const picture = paint()
    this.#cells.set(key, picture)
    return picture
  }

  clear(): void {
    this.#cells.clear()
    this.#layers.clear()
  }

  /** Layers are values: as long as they are the very same ones, so is their picture. */
  #versionOf(run: Run): number {
    const layers = layersIn(run.items)
    const known = this.#layers.get(run.id)
    if (known?.layers.length === layers.length && known.layers.every((layer, i) => layer === layers[i]))
      return known.version
    this.#version++
    this.#layers.set(run.id, { layers, version: this.#version })
    return this.#version
  }
}
