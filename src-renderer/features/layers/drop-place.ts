import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { LayerPlace } from '#shared/document/layers/arrange.ts'
import { branchesOf } from '#shared/document/layers/branches.ts'
import type { Row } from './rows.ts'

export const rowHeight = 40
/** How far each group moves what it holds to the right. */
export const indent = 14

/** Where dragged layers would go, and how that is shown: as a line between rows, or as a group that takes them. */
export interface DropPlace {
  readonly place: LayerPlace
  readonly line: { readonly top: number; readonly depth: number } | null
  readonly into: string | null
}

/**
 * The place under a pointer at `x`, `y` in the list (CSS pixels from the corner of its first row). Over the middle of
 * a group it is inside; below the lowest layer of a group, the further left, the further out.
 */
export function dropPlaceAt(document: CanvasDocument, rows: readonly Row[], x: number, y: number): DropPlace {
  const at = Math.max(0, Math.floor(y / rowHeight))
  const row = rows[at]
  if (!row) {
    const line = { top: rows.length * rowHeight, depth: 0 }
    return { place: { parent: null, above: null }, line, into: null }
  }
  const { layer, depth } = row
  const share = Math.max(0, y / rowHeight - at)
  const isGroup = layer.kind === 'group'
  if (share < (isGroup ? 0.25 : 0.5)) {
    const line = { top: at * rowHeight, depth }
    return { place: { parent: layer.parent, above: layer.id }, line, into: null }
  }
  const inside = isGroup ? (branchesOf(document).get(layer.id) ?? []) : []
  const intoGroup = { parent: layer.id, above: inside.at(-1) ?? null }
  if (isGroup && share < 0.75) return { place: intoGroup, line: null, into: layer.id }
  if (row.open && inside.length > 0) {
    return { place: intoGroup, line: { top: (at + 1) * rowHeight, depth: depth + 1 }, into: null }
  }
  return below(document, row, (at + 1) * rowHeight, Math.floor(x / indent))
}

/** Below a row; out of as many groups as the row is the lowest in and the pointer is left of. */
function below(document: CanvasDocument, row: Row, top: number, column: number): DropPlace {
  const branches = branchesOf(document)
  let { layer, depth } = row
  const branchAround = () => branches.get(layer.parent) ?? []
  while (layer.parent !== null && branchAround()[0] === layer.id && column < depth) {
    const group = document.layers[layer.parent]
    if (!group) break
    layer = group
    depth--
  }
  const branch = branchAround()
  const above = branch[branch.indexOf(layer.id) - 1] ?? null
  return { place: { parent: layer.parent, above }, line: { top, depth }, into: null }
}
