import { acceptEdit, layerOf } from '#shared/document/accept-candidate.ts'
import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { coverWithPage } from '#shared/document/cover-with-page.ts'
import { showError, showThrown } from '#features/show-error.ts'
import { candidatePixels } from '#client/candidate-pixels.ts'
import type { FeatureParts } from '../feature.ts'

/**
 * Saves the candidate as it looks on the canvas, with what is around it, to the gallery. The candidate itself lies
 * there from the start.
 */
export async function saveComposed(parts: FeatureParts, candidate: StagedCandidate): Promise<void> {
  const { editor, client, notices } = parts
  try {
    const image = await candidatePixels(candidate)
    const document = editor.document()
    const after = acceptEdit(candidate, layerOf('saved', candidate, image))(document)
    const { origin } = coverWithPage(candidate.bounds)(document)
    const area = {
      ...candidate.bounds,
      x: candidate.bounds.x + origin.x - document.origin.x,
      y: candidate.bounds.y + origin.y - document.origin.y,
    }
    const bytes = await toPng(compositeArea(after, area), area)
    const saved = await client.upload({ kind: 'encoded', origin: 'imported', bytes })
    if (saved.ok) notices.show({ tone: 'info', textKey: 'staging.saved' })
    else showError(notices, saved.error)
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}

async function toPng(
  rgba: Uint8ClampedArray<ArrayBuffer>,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()
}
