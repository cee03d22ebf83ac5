import { acceptEdit, layerOf } from '#shared/document/accept-candidate.ts'
import type { CanvasDocument, StagedCandidate } from '#shared/document/canvas-document.ts'
import { coverWithPage } from '#shared/document/cover-with-page.ts'
import { changeCandidates } from '#shared/document/edits.ts'
import type { Store } from '#shared/store.ts'
import { showThrown } from '#features/show-error.ts'
import { candidatePixels, maskPixels } from '#client/candidate-pixels.ts'
import type { FeatureParts } from '../feature.ts'
import { whenCalm } from './calm.ts'
import { type OutsideCheck, checkOutside } from './check-outside.ts'
import { stagedEntries } from './entries.ts'

/**
 * The candidate becomes a layer on top, where its box was; the layers under it keep every pixel, which is checked. It
 * stays in the history of candidates.
 */
export async function acceptCandidate(
  parts: FeatureParts,
  candidate: StagedCandidate,
  checked: Store<OutsideCheck | null>,
): Promise<void> {
  const { editor, notices } = parts
  try {
    const image = await candidatePixels(candidate)
    await whenCalm(editor)
    // It may have moved with the page, or gone, while it was fetched.
    const current = editor.document().candidates[candidate.sha256]
    if (!current) return
    const layer = layerOf(editor.newId(), current, image)
    const before = editor.document()
    chooseNeighbour(parts, current.sha256)
    editor.edit('step.accept', acceptEdit(current, layer))
    const check = await checkAccepted(before, editor.document(), current)
    checked.set(check)
    if (check && check.changed > 0) {
      const values = { count: check.changed }
      notices.show({ tone: 'error', textKey: 'staging.outside-changed', values })
    }
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}

/** Compares what was and what is outside the mask; null for a candidate without one. */
export async function checkAccepted(
  before: CanvasDocument,
  after: CanvasDocument,
  { bounds, mask }: StagedCandidate,
): Promise<OutsideCheck | null> {
  if (mask === null) return null
  const grown = coverWithPage(bounds)(before)
  const [dx, dy] = [grown.origin.x - before.origin.x, grown.origin.y - before.origin.y]
  const there = { ...bounds, x: bounds.x + dx, y: bounds.y + dy }
  return checkOutside(grown, after, there, await maskPixels(mask, bounds))
}

/** Puts candidates by: nothing made is lost, it lies in the history. */
export function discardCandidates(parts: FeatureParts, hashes: readonly string[]): void {
  const { editor } = parts
  const [only] = hashes
  if (hashes.length === 1 && only) chooseNeighbour(parts, only)
  else editor.session.set((session) => ({ ...session, staged: null }))
  void whenCalm(editor).then(() =>
    editor.edit('step.discard', changeCandidates(hashes, { place: 'history' })),
  )
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
