import { isPartOf } from '#shared/quick-way.ts'
import { modelNamed } from '#client/model-names.ts'
import type { Draft } from '#editor/draft.ts'
import type { FeatureParts } from '#features/feature.ts'

/**
 * A newly chosen model brings its own steps and guidance, and the former one takes its files with it; what the artist
 * sets after that stays.
 */
export function followModel({ editor, client }: FeatureParts): () => void {
  const follow = () => {
    const draft = editor.draft.get()
    const { model } = draft.request
    const card = modelNamed(client.models.get(), model)
    if (card === null || draft.tunedFor === model) return
    const { steps, guidanceScale } = card.defaults
    const request = { ...draft.request, ...withoutFormer(draft), steps, guidanceScale }
    editor.draft.set({ ...draft, request, tunedFor: model })
  }
  const stops = [editor.draft.subscribe(follow), client.models.subscribe(follow)]
  follow()
  return () => stops.forEach((stop) => stop())
}

/** A file in the former model's folder fits that model alone; a sampler that was chosen for it goes too. */
function withoutFormer({ request, tunedFor }: Draft) {
  const loras = request.loras.filter(({ file }) => tunedFor === null || !isPartOf(tunedFor, file))
  return loras.length === request.loras.length ? {} : { loras, sampler: null }
}
