import { requestSizeFor, upscaleFor } from '#shared/document/request-size.ts'
import { modelNamed } from '#client/model-names.ts'
import type { FeatureParts } from '../feature.ts'

const usualNativeSize = 256

/** Keeps the request's size, and how far it is enlarged, in step with the box and the model, unless the artist chose a size. */
export function followBox({ editor, client }: FeatureParts): () => void {
  const follow = () => {
    const { request, sizeFollowsBox } = editor.draft.get()
    if (!sizeFollowsBox) return
    const native = modelNamed(client.models.get(), request.model)?.nativeSize ?? usualNativeSize
    const { box } = editor.document()
    const size = requestSizeFor(box, native)
    const upscale = upscaleFor(box, size)
    if (size.width === request.width && size.height === request.height && upscale === request.upscale) return
    editor.draft.set((draft) => ({ ...draft, request: { ...draft.request, ...size, upscale } }))
  }
  const stops = [
    editor.history.subscribe(follow),
    editor.draft.subscribe(follow),
    client.models.subscribe(follow),
  ]
  follow()
  return () => stops.forEach((stop) => stop())
}
