import {
  type CanvasDocument,
  type StagedCandidate,
  layersOf,
  newLayer,
} from '#shared/document/canvas-document.ts'
import { type Edit, addLayer, changeLayer, removeCandidates, sequence } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { showThrown } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'
import { candidatePixels } from './candidate-pixels.ts'
import { stagedEntries } from './entries.ts'

/** The candidate becomes a layer where its box was; the layers under it keep every pixel. */
export async function acceptCandidate(parts: FeatureParts, candidate: StagedCandidate): Promise<void> {
  const { editor, client, tools, notices } = parts
  try {
    const { data, width, height } = await candidatePixels(candidate)
    const pixels = pixelsFrom(new Uint8ClampedArray(data), { x: 0, y: 0, width, height }, 4)
    const job = client.jobs.get().find(({ id }) => id === candidate.jobId)
    const name =
      (job?.request.prompt ?? '').trim().slice(0, 60) || editor.draft.get().request.prompt.slice(0, 60)
    const { x, y } = candidate.bounds
    tools.cancel()
    const layer = { ...newLayer(editor.newId(), 'raster', name), x, y, pixels }
    chooseNeighbour(parts, candidate.sha256)
    const cover = candidate.mask === null ? [] : hideMasks(editor.document())
    editor.edit('step.accept', sequence(...cover, addLayer(layer), removeCandidates([candidate.sha256])))
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}

/** A filled mask has done its work and would only tint what it made. */
function hideMasks(document: CanvasDocument): Edit[] {
  const masks = layersOf(document).filter(({ kind }) => kind === 'mask')
  return masks.map(({ id }) => changeLayer(id, { visible: false }))
}

export function discardCandidates(parts: FeatureParts, hashes: readonly string[]): void {
  const { editor } = parts
  const [only] = hashes
  if (hashes.length === 1 && only) chooseNeighbour(parts, only)
  else editor.session.set((session) => ({ ...session, staged: null }))
  editor.edit('step.discard', removeCandidates(hashes))
}

/** Steps by one through the strip, around its ends. */
export function stepStaged({ editor, client }: FeatureParts, by: 1 | -1): void {
  const entries = stagedEntries(editor.document(), client.jobs.get())
  const at = entries.findIndex(({ id }) => id === editor.session.get().staged)
  const next = entries.at(at < 0 ? 0 : (at + by) % entries.length)
  if (next) editor.session.set((session) => ({ ...session, staged: next.id, stagedHidden: false }))
}

function chooseNeighbour({ editor, client }: FeatureParts, leaving: string): void {
  const entries = stagedEntries(editor.document(), client.jobs.get())
  const at = entries.findIndex(({ id }) => id === leaving)
  const next = entries[at + 1] ?? entries[at - 1]
  editor.session.set((session) => ({ ...session, staged: next?.id ?? null }))
}
