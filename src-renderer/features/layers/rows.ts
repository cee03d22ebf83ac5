import type { CanvasDocument, Layer } from '#shared/document/canvas-document.ts'
import { branchesOf } from '#shared/document/layers/branches.ts'

/** One line of the list. */
export interface Row {
  readonly layer: Layer
  /** How many groups it lies in. */
  readonly depth: number
  /** Of a group: whether what it holds is listed; null for all else. */
  readonly open: boolean | null
  /** Its place among those beside it, 1 at the top, and how many those are. */
  readonly place: number
  readonly among: number
}

/** The layers as they are listed: topmost first, what a closed group holds left out. */
export function rowsOf(document: CanvasDocument, closed: readonly string[]): Row[] {
  const branches = branchesOf(document)
  const shut = new Set(closed)
  const rows: Row[] = []
  const list = (parent: string | null, depth: number) => {
    const branch = branches.get(parent) ?? []
    for (let at = branch.length - 1; at >= 0; at--) {
      const layer = document.layers[branch[at] ?? '']
      if (!layer) continue
      const open = layer.kind === 'group' ? !shut.has(layer.id) : null
      rows.push({ layer, depth, open, place: branch.length - at, among: branch.length })
      if (open) list(layer.id, depth + 1)
    }
  }
  list(null, 0)
  return rows
}

/** The rows between two layers, both included, however they lie; only `to` when the other is not listed. */
export function rowsBetween(rows: readonly Row[], from: string | null, to: string): string[] {
  const ids = rows.map(({ layer }) => layer.id)
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)]
  return a < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
