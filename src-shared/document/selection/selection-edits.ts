import type { CanvasDocument } from '../canvas-document.ts'
import type { Edit } from '../edits.ts'
import type { Pixels } from '../pixels.ts'
import { type SelectionMode, combine } from './combine.ts'
import { moveSelection } from './move.ts'
import type { Plane } from './plane.ts'

/** Sets what is selected; nothing at all is no selection. */
export function setSelection(selection: Pixels | null): Edit {
  const kept = selection && selection.tiles.size > 0 ? selection : null
  return (document) => (document.selection === kept ? document : { ...document, selection: kept })
}

/** The selection that there would be after `shape` was drawn; its tiles may be none. */
export function withShape(document: CanvasDocument, shape: Plane, mode: SelectionMode): Pixels {
  return combine(document.selection, shape, mode, document)
}

/** Moves the outline, not what is in it. */
export function moveOutline(dx: number, dy: number): Edit {
  return (document) => {
    const { selection } = document
    return selection && (dx !== 0 || dy !== 0)
      ? setSelection(moveSelection(selection, dx, dy, document))(document)
      : document
  }
}
