import { showError } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'

/** A model, LoRA, embedding or ControlNet goes to the models folder, and is ready to be chosen; a model is chosen. */
export async function takeModelFile({ client, editor, notices }: FeatureParts, file: File): Promise<void> {
  const path = client.pathOf(file)
  const added = await client.api('models.add', { path })
  if (!added.ok) return showError(notices, added.error)
  const { kind, name } = added.value
  client.models.set(await client.api('models.list', null))
  if (kind === 'model') {
    editor.draft.set((draft) => ({ ...draft, request: { ...draft.request, model: name } }))
  }
  notices.show({ tone: 'info', textKey: `import.added-${kind}`, values: { name } })
}
