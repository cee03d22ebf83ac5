import type { GridAxis } from '#shared/grids/grid.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** Where the cells of a sheet lie, in pixels of the sheet at this size of a cell. */
export interface SheetLayout extends Size {
  readonly columns: number
  readonly rows: number
  readonly sheets: number
  readonly cell: Size
  /** Height of a sheet with its title, and the room below it. */
  readonly sheetHeight: number
  readonly titleHeight: number
}

export const gap = 4
const titleHeight = 32

/** Columns and rows beside and below one another; further sheets below the first, each with a title. */
export function layoutOf(axes: readonly Pick<GridAxis, 'values'>[], cell: Size): SheetLayout {
  const [columns = 1, rows = 1, sheets = 1] = axes.map(({ values }) => values.length)
  const title = sheets > 1 ? titleHeight : 0
  const sheetHeight = title + rows * (cell.height + gap) + (sheets > 1 ? 16 : 0)
  const width = columns * (cell.width + gap) - gap
  return {
    columns,
    rows,
    sheets,
    cell,
    sheetHeight,
    titleHeight: title,
    width,
    height: sheets * sheetHeight - gap,
  }
}

/** The upper left corner of a cell. */
export function placeOf(layout: SheetLayout, cell: number): Place {
  const { columns, rows, sheetHeight, titleHeight: title } = layout
  const column = cell % columns
  const row = Math.floor(cell / columns) % rows
  const sheet = Math.floor(cell / (columns * rows))
  return {
    x: column * (layout.cell.width + gap),
    y: sheet * sheetHeight + title + row * (layout.cell.height + gap),
  }
}

export interface VisibleRow {
  readonly row: number
  readonly sheet: number
  readonly cells: readonly number[]
}

/** The rows and cells that a window onto the sheet shows; `at` is its upper left corner on the sheet. */
export function visibleRows(layout: SheetLayout, at: Place, window: Size): VisibleRow[] {
  const { columns, rows, sheets } = layout
  const first = Math.max(0, Math.floor(at.x / (layout.cell.width + gap)))
  const last = Math.min(columns - 1, Math.floor((at.x + window.width) / (layout.cell.width + gap)))
  const shown: VisibleRow[] = []
  for (let line = 0; line < rows * sheets; line++) {
    const { y } = placeOf(layout, line * columns)
    if (y + layout.cell.height < at.y || y > at.y + window.height) continue
    const cells = []
    for (let column = first; column <= last; column++) cells.push(line * columns + column)
    shown.push({ row: line % rows, sheet: Math.floor(line / rows), cells })
  }
  return shown
}

/** Where and how large a sheet is looked at. */
export interface View {
  /** The sheet's point at the window's upper left corner, in pixels of the sheet at `zoom`. */
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export const [leastZoom, mostZoom] = [0.05, 8]

/** Zooms so that the point under `from` (in the window) stays there. */
export function zoomAt(view: View, factor: number, from: Place): View {
  const zoom = Math.min(Math.max(view.zoom * factor, leastZoom), mostZoom)
  const real = zoom / view.zoom
  return { zoom, x: (view.x + from.x) * real - from.x, y: (view.y + from.y) * real - from.y }
}

/** The cell beside one, by an arrow, Home or End; the same where there is none. */
export function neighbour({ columns, rows, sheets }: SheetLayout, cell: number, key: string): number | null {
  const column = cell % columns
  const lines = rows * sheets
  const line = Math.floor(cell / columns)
  switch (key) {
    case 'ArrowRight':
      return line * columns + Math.min(column + 1, columns - 1)
    case 'ArrowLeft':
      return line * columns + Math.max(column - 1, 0)
    case 'ArrowDown':
      return Math.min(line + 1, lines - 1) * columns + column
    case 'ArrowUp':
      return Math.max(line - 1, 0) * columns + column
    case 'Home':
      return line * columns
    case 'End':
      return line * columns + columns - 1
    default:
      return null
  }
}
