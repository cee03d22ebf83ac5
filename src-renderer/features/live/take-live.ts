import { layerOf } from '#shared/document/accept-candidate.ts'
import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import { coverWithPage } from '#shared/document/cover-with-page.ts'
import { addCandidate, placeLayer, sequence } from '#shared/document/edits.ts'
import { showError, showThrown } from '#features/show-error.ts'
import { candidatePixels } from '#client/candidate-pixels.ts'
import type { FeatureParts } from '../feature.ts'
import type { LivePicture } from './live-state.ts'

/** The live picture becomes a layer, a picture of the gallery with its record, and one of the document's history. */
export async function takeLive(
  { editor, client, notices }: FeatureParts,
  { frame, bounds, feather, prompt }: LivePicture,
): Promise<void> {
  const { origin } = editor.document()
  const kept = await client.api('live.keep', { frame })
  if (!kept.ok) return showError(notices, kept.error)
  try {
    const { sha256, mask } = kept.value
    const candidate: StagedCandidate = {
      ...{ sha256, mask, jobId: `live-${sha256.slice(0, 12)}`, bounds, feather, prompt },
      ...{ place: 'history', used: true },
    }
    const image = await candidatePixels(candidate)
    const now = editor.document().origin
    const moved = { ...bounds, x: bounds.x + now.x - origin.x, y: bounds.y + now.y - origin.y }
    const placed = { ...candidate, bounds: moved }
    const layer = layerOf(editor.newId(), placed, image)
    editor.edit(
      'step.live',
      sequence(addCandidate(placed), placeLayer(layer, null, null), coverWithPage(moved)),
    )
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}
