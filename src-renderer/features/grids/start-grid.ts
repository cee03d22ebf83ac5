import { composeRequest } from '../compose-request.ts'
import type { FeatureParts } from '../feature.ts'
import { planNow } from '../plan-now.ts'
import { showError } from '../show-error.ts'
import { type AxisDraft, axesOf } from './axis-draft.ts'
import { type GridsView, openGrid } from './grids-state.ts'

/** Puts every cell of a grid into the queue, from what the prompt panel and the canvas say now, and shows its sheet. */
export async function startGrid(
  parts: FeatureParts,
  view: GridsView,
  drafts: readonly AxisDraft[],
  name: string,
): Promise<void> {
  const { editor, client, notices } = parts
  const { fill } = editor.session.get()
  const composed = await composeRequest(
    editor.document(),
    editor.draft.get(),
    planNow(parts),
    fill,
    client.upload,
  )
  if (!composed.ok) return showError(notices, composed.error)
  const plan = { base: { ...composed.value.request, count: 1 }, axes: axesOf(drafts) }
  const started = await client.api('grids.start', { name, plan })
  if (!started.ok) return showError(notices, started.error)
  await openGrid(parts, view, started.value.gridId)
}
