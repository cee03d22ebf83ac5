import type { Grid, GridCell, GridParameter } from '#shared/grids/grid.ts'
import { withPngTexts } from './png-texts.ts'
import { loadBitmap, pictureUrl } from '#client/pictures.ts'
import { layoutOf, placeOf } from './layout.ts'

interface Names {
  nameOf(parameter: GridParameter, value: string): string
  axisName(parameter: string): string
}

/** More are no picture that other programs open gladly. */
const mostPixels = 60e6
const mostSide = 16_000
const margin = 16

/**
 * The whole sheet with its labels as one PNG, which also says as text how it was made. Cells keep their own pixels,
 * unless that would be too large: then all shrink alike.
 */
export async function drawSheet(grid: Grid, cells: readonly GridCell[], names: Names): Promise<ArrayBuffer> {
  const own = await cellSize(cells)
  const { axes } = grid.plan
  const font = Math.max(12, Math.round(Math.min(own.width, own.height) / 14))
  const scale = fitting(layoutOf(axes, own), font)
  const layout = layoutOf(axes, {
    width: Math.round(own.width * scale),
    height: Math.round(own.height * scale),
  })
  const left = axes.length > 1 ? font * 9 : margin
  const top = font * 2 + margin
  const canvas = new OffscreenCanvas(layout.width + left + margin, layout.height + top + margin)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is not enough memory to draw the sheet.')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  for (const { cell, sha256 } of cells) {
    if (sha256 === null) continue
    const { x, y } = placeOf(layout, cell)
    const bitmap = await loadBitmap(pictureUrl(sha256))
    context.drawImage(bitmap, left + x, top + y, layout.cell.width, layout.cell.height)
    bitmap.close()
  }
  drawLabels(context, { grid, layout, font, left, top, names })
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return withPngTexts(new Uint8Array(await blob.arrayBuffer()), textsOf(grid, cells)).buffer
}

interface Labels {
  readonly grid: Grid
  readonly layout: ReturnType<typeof layoutOf>
  readonly font: number
  readonly left: number
  readonly top: number
  readonly names: Names
}

function drawLabels(
  context: OffscreenCanvasRenderingContext2D,
  { grid, layout, font, left, top, names }: Labels,
): void {
  const [columns, rows, sheets] = grid.plan.axes
  context.fillStyle = '#1d1f21'
  context.font = `${font}px sans-serif`
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  columns?.values.forEach((value, column) => {
    const text = `${names.axisName(columns.parameter)}: ${names.nameOf(columns.parameter, value)}`
    const x = left + placeOf(layout, column).x + layout.cell.width / 2
    context.fillText(text, x, top - font, layout.cell.width)
  })
  for (let sheet = 0; sheet < layout.sheets; sheet++) {
    const first = sheet * layout.columns * layout.rows
    context.textAlign = 'right'
    rows?.values.forEach((value, row) => {
      const { y } = placeOf(layout, first + row * layout.columns)
      const text = `${names.axisName(rows.parameter)}: ${names.nameOf(rows.parameter, value)}`
      context.fillText(text, left - 8, top + y + layout.cell.height / 2, left - margin)
    })
    context.textAlign = 'left'
    const value = sheets?.values[sheet]
    if (!sheets || value === undefined) continue
    const { y } = placeOf(layout, first)
    const text = `${names.axisName(sheets.parameter)}: ${names.nameOf(sheets.parameter, value)}`
    context.fillText(text, left, top + y - layout.titleHeight / 2, layout.width)
  }
}

async function cellSize(cells: readonly GridCell[]): Promise<{ width: number; height: number }> {
  let [width, height] = [0, 0]
  for (const { sha256 } of cells) {
    if (sha256 === null) continue
    const bitmap = await loadBitmap(pictureUrl(sha256))
    width = Math.max(width, bitmap.width)
    height = Math.max(height, bitmap.height)
    bitmap.close()
  }
  return { width: Math.max(width, 64), height: Math.max(height, 64) }
}

function fitting({ width, height }: { width: number; height: number }, font: number): number {
  const [whole, tall] = [width + font * 10, height + font * 4]
  return Math.min(1, mostSide / whole, mostSide / tall, Math.sqrt(mostPixels / (whole * tall)))
}

/** What the sheet says of itself: Verso's plan and pictures, and in words what other programs show. */
function textsOf({ id, name, createdAt, plan }: Grid, cells: readonly GridCell[]): Record<string, string> {
  const pictures = cells.map(({ cell, sha256 }) => ({ cell, sha256 }))
  const axes = plan.axes.map(({ parameter, values }) => `${parameter}: ${values.join(', ')}`).join('; ')
  return {
    'verso-grid': JSON.stringify({ format: 'verso-grid', version: 1, id, name, createdAt, plan, pictures }),
    Title: name,
    Description: `${plan.base.prompt}\n${axes}`,
    Software: 'Verso',
  }
}
