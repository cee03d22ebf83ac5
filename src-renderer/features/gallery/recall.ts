import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import { requestAgain } from '#shared/request-again.ts'
import { modelNamed } from '#client/model-names.ts'
import type { Source } from '#editor/draft.ts'
import type { FeatureParts } from '../feature.ts'

/** Sets everything as it was for this picture, so that the button makes the very same one again. */
export function recall({ client, editor, notices }: FeatureParts, record: GenerationRecord): void {
  const card = modelNamed(client.models.get(), record.request.model)
  const { init, mask, ...rest } = requestAgain(record, card)
  const source: Source = init === null ? { kind: 'nothing' } : { kind: 'recalled', init, mask }
  const kept = { seedLocked: true, sizeFollowsBox: false, regionsRecalled: true }
  editor.draft.set({ ...kept, request: rest, source, tunedFor: rest.model })
  editor.session.set((session) => ({ ...session, room: 'canvas' }))
  notices.show({ tone: 'info', textKey: 'recall.done', values: { seed: rest.seed } })
}
