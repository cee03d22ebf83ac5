import { modelNamed } from '#client/model-names.ts'
import type { FeatureParts } from '../feature.ts'

/** A newly chosen model brings its own steps and guidance; what the artist sets after that stays. */
export function followModel({ editor, client }: FeatureParts): () => void {
  const follow = () => {
    const { request, tunedFor } = editor.draft.get()
    const card = modelNamed(client.models.get(), request.model)
    if (card === null || tunedFor === request.model) return
    const { steps, guidanceScale } = card.defaults
    editor.draft.set((draft) => ({
      ...draft,
      request: { ...draft.request, steps, guidanceScale },
      tunedFor: request.model,
    }))
  }
  const stops = [editor.draft.subscribe(follow), client.models.subscribe(follow)]
  follow()
  return () => stops.forEach((stop) => stop())
}
