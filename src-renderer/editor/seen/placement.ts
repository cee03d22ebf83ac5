import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Placement } from '#shared/entities/job.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type FillSettings, featherOf } from './fill-settings.ts'
import type { SeenPlan } from './plan.ts'

/** Where a picture is to go, said so that it stays right when the page grows to the left or to the top meanwhile. */
export function toPlacement(
  { id, origin }: CanvasDocument,
  { verb, context }: SeenPlan,
  fill: FillSettings,
): Placement {
  const [x, y] = [context.x - origin.x, context.y - origin.y]
  return { documentId: id, ...context, x, y, feather: featherOf(verb, fill) }
}

/** Where that is in the document as it is now. */
export function placedAt({ origin }: CanvasDocument, placement: Placement): Rectangle {
  const { documentId: _documentId, feather: _feather, ...area } = placement
  return { ...area, x: area.x + origin.x, y: area.y + origin.y }
}
