import { modelNamed } from '#client/model-names.ts'
import { type SeenPlan, planSeen } from '#editor/seen/plan.ts'
import type { FeatureParts } from './feature.ts'

/** For the moment before the list of models is here. */
const usualNativeSize = 256

/** What the model would see of the canvas at this moment. */
export function planNow({ editor, client }: Pick<FeatureParts, 'editor' | 'client'>): SeenPlan {
  const { request, source } = editor.draft.get()
  const native = modelNamed(client.models.get(), request.model)?.nativeSize ?? usualNativeSize
  return planSeen(editor.document(), source, editor.session.get().fill, native)
}
