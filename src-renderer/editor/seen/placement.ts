import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Placement } from '#shared/entities/job.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'

/** Where a picture is to go, said so that it stays right when the page grows to the left or to the top meanwhile. */
export function toPlacement({ id, origin }: CanvasDocument, area: Rectangle): Placement {
  return { documentId: id, ...area, x: area.x - origin.x, y: area.y - origin.y }
}

/** Where that is in the document as it is now. */
export function placedAt({ origin }: CanvasDocument, placement: Placement): Rectangle {
  const { documentId: _documentId, ...area } = placement
  return { ...area, x: area.x + origin.x, y: area.y + origin.y }
}
