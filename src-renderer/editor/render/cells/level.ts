import type { Rectangle } from '#shared/entities/studio-document.ts'

/** Pixels along each side of a cell, whatever its level. */
export const cellSide = 256

/** One pixel of level L stands for 2^L × 2^L document pixels. */
export const coarsest = 4

/** A square piece of what is shown: column and row in cells of its level. */
export interface Cell {
  readonly level: number
  readonly column: number
  readonly row: number
}

/** The coarsest level that is at least as fine as the screen at `zoom` (canvas pixels a document pixel). */
export function levelFor(zoom: number): number {
  return Math.min(coarsest, Math.max(0, Math.floor(Math.log2(1 / zoom) + 1e-6)))
}

export function cellKey({ level, column, row }: Cell): number {
  return ((row + 32_768) * 65_536 + column + 32_768) * 8 + level
}

/** The cell in pixels of its level. */
export function cellArea({ column, row }: Cell): Rectangle {
  return { x: column * cellSide, y: row * cellSide, width: cellSide, height: cellSide }
}

/** The cell in document pixels. */
export function cellBounds(cell: Cell): Rectangle {
  return fromLevel(cellArea(cell), cell.level)
}

/** Cells of `level` that `area` (in pixels of that level) touches. */
export function cellsIn(area: Rectangle, level: number): Cell[] {
  const cells: Cell[] = []
  const right = Math.ceil((area.x + area.width) / cellSide)
  const bottom = Math.ceil((area.y + area.height) / cellSide)
  for (let row = Math.floor(area.y / cellSide); row < bottom; row++) {
    for (let column = Math.floor(area.x / cellSide); column < right; column++)
      cells.push({ level, column, row })
  }
  return cells
}

/** Document pixels → whole pixels of the level that hold them. */
export function toLevel(area: Rectangle, level: number): Rectangle {
  const scale = 2 ** -level
  const x = Math.floor(area.x * scale)
  const y = Math.floor(area.y * scale)
  return {
    x,
    y,
    width: Math.ceil((area.x + area.width) * scale) - x,
    height: Math.ceil((area.y + area.height) * scale) - y,
  }
}

export function fromLevel(area: Rectangle, level: number): Rectangle {
  const scale = 2 ** level
  return {
    x: area.x * scale,
    y: area.y * scale,
    width: area.width * scale,
    height: area.height * scale,
  }
}
