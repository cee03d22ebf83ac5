import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import type { Source } from '#editor/draft.ts'
import type { FeatureParts } from '../feature.ts'

/** Sets everything as it was for this picture, so that the button makes the very same one again. */
export function recall({ editor, notices }: FeatureParts, { request }: GenerationRecord): void {
  const { init, mask, ...rest } = request
  const source: Source = init === null ? { kind: 'nothing' } : { kind: 'recalled', init, mask }
  const kept = { seedLocked: true, sizeFollowsBox: false, regionsRecalled: true }
  editor.draft.set({ ...kept, request: rest, source, tunedFor: rest.model })
  editor.session.set((session) => ({ ...session, room: 'canvas' }))
  notices.show({ tone: 'info', textKey: 'recall.done', values: { seed: rest.seed } })
}
