import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Edit } from '#shared/document/edits.ts'
import { compositeArea } from '#shared/document/composite.ts'
import type { Composite } from '#shared/document/layers/merge.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Editor } from '#editor/editor.ts'
import { compositeAway } from '#editor/work/composite-away.ts'
import type { Workshop } from '#editor/work/workshop.ts'
import { showThrown } from '#features/show-error.ts'
import type { Notices } from '#ui/notices.ts'

/** What is quicker than this many pixels of all layers together is merged at once. */
const smallEnough = 6_000_000

export interface MergeParts {
  readonly editor: Editor
  readonly work: Workshop
  readonly notices: Notices
}

/** Something to merge: an edit that asks for pictures of parts of the document. */
export type MergeEdit = (composite: Composite) => Edit

interface Asked {
  readonly document: CanvasDocument
  readonly area: Rectangle
}

/**
 * Hands `merge` over as an edit, small ones at once. The pictures for large ones are made in the worker first, while
 * the artist goes on; when the layers are others by then, nothing is merged, and it is said so.
 */
export async function mergeAway(
  { editor, work, notices }: MergeParts,
  merge: MergeEdit,
  done: (edit: Edit) => void,
): Promise<void> {
  const before = editor.document()
  const asked = askedBy(merge, before)
  if (asked.reduce((sum, each) => sum + pixelsOf(each), 0) < smallEnough) return done(merge(compositeArea))
  notices.show({ tone: 'info', textKey: 'layer.merging' })
  try {
    const made: Uint8ClampedArray<ArrayBuffer>[] = []
    for (const { document, area } of asked) made.push(await compositeAway(work, document, area))
    const now = editor.document()
    if (now.layers === before.layers && now.order === before.order) done(merge(answering(made)))
    else notices.show({ tone: 'info', textKey: 'layer.merge-changed' })
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}

/** Which pictures an edit needs: it is made once with empty ones, and the outcome is thrown away. */
function askedBy(merge: MergeEdit, document: CanvasDocument): Asked[] {
  const asked: Asked[] = []
  const ask: Composite = (part, area) => {
    asked.push({ document: part, area })
    return new Uint8ClampedArray(area.width * area.height * 4)
  }
  merge(ask)(document)
  return asked
}

/** Gives the pictures in the order in which they were asked for. */
function answering(made: readonly Uint8ClampedArray<ArrayBuffer>[]): Composite {
  const rest = [...made]
  return (document, area) => rest.shift() ?? compositeArea(document, area)
}

function pixelsOf({ document, area }: Asked): number {
  return area.width * area.height * document.order.length
}
