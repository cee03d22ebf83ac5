import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '#files/atomic-write.ts'
import type { Grid, GridAxis, GridCell } from '#shared/grids/grid.ts'
import { placesOf } from '#shared/grids/expand-grid.ts'

interface ExportedCell {
  readonly file: string
  readonly sha256: string
  /** One value an axis. */
  readonly values: readonly string[]
}

/**
 * A grid as a folder: every picture with its record inside, `grid.csv` for a table and `grid.json` with the plan.
 * The folder is made inside of `parent`; returns its path and how many pictures lie in it.
 */
export async function exportGrid(
  { grid, cells }: { grid: Grid; cells: readonly GridCell[] },
  parent: string,
  fileOf: (sha256: string) => Promise<{ bytes: Uint8Array } | null>,
): Promise<{ path: string; pictures: number }> {
  const { axes } = grid.plan
  const path = join(parent, folderName(grid))
  await mkdir(path, { recursive: true })
  const written: ExportedCell[] = []
  for (const { cell, sha256 } of cells) {
    const file = sha256 === null ? null : await fileOf(sha256)
    if (file === null || sha256 === null) continue
    const places = placesOf(cell, axes)
    const name = `${places.map((place, axis) => `${'xyz'[axis] ?? ''}${String(place + 1).padStart(2, '0')}`).join('-')}.png`
    await writeWhole(join(path, name), file.bytes)
    written.push({ file: name, sha256, values: places.map((place, axis) => axes[axis]?.values[place] ?? '') })
  }
  await writeWhole(join(path, 'grid.csv'), Buffer.from(tableOf(axes, written)))
  const { id, name, createdAt, plan } = grid
  const described = { format: 'verso-grid', version: 1, id, name, createdAt, plan, pictures: written }
  await writeWhole(join(path, 'grid.json'), Buffer.from(`${JSON.stringify(described, null, 2)}\n`))
  return { path, pictures: written.length }
}

/** RFC 4180; the mark at the beginning lets spreadsheets read it as UTF-8. */
function tableOf(axes: readonly GridAxis[], cells: readonly ExportedCell[]): string {
  const rows = [
    ['file', ...axes.map(({ parameter }) => parameter), 'sha256'],
    ...cells.map(({ file, values, sha256 }) => [file, ...values, sha256]),
  ]
  return `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

function quoted(value: string): string {
  // A value that a spreadsheet would take for a formula is marked as text.
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function folderName({ name, createdAt }: Grid): string {
  const plain = name
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .trim()
    .slice(0, 60)
    .trim()
  return `${plain === '' ? 'grid' : plain} ${createdAt.slice(0, 19).replace('T', ' ').replaceAll(':', '-')}`
}
