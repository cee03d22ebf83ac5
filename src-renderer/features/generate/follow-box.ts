import { requestSizeFor } from '#shared/document/request-size.ts'
import { modelNamed } from '#client/model-names.ts'
import type { FeatureParts } from '../feature.ts'

const usualNativeSize = 256

/** Keeps the request's size in step with the box and the model, unless the artist chose one. */
export function followBox({ editor, client }: FeatureParts): () => void {
  const follow = () => {
    const { request, sizeFollowsBox } = editor.draft.get()
    if (!sizeFollowsBox) return
    const native = modelNamed(client.models.get(), request.model)?.nativeSize ?? usualNativeSize
    const { width, height } = requestSizeFor(editor.document().box, native)
    if (width === request.width && height === request.height) return
    editor.draft.set((draft) => ({ ...draft, request: { ...draft.request, width, height } }))
  }
  const stops = [
    editor.history.subscribe(follow),
    editor.draft.subscribe(follow),
    client.models.subscribe(follow),
  ]
  follow()
  return () => stops.forEach((stop) => stop())
}
