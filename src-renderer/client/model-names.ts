import type { ModelCard } from '#shared/entities/model-card.ts'
import type { Result } from '#shared/result.ts'

/** What a request calls this model: the name of its folder or file. */
export function requestName(card: ModelCard): string {
  return card.path.split(/[\\/]/).at(-1) ?? card.path
}

/** The card of the model that a request calls `name`; null while the list is on its way, or when it is missing. */
export function modelNamed(models: Result<readonly ModelCard[]>, name: string): ModelCard | null {
  if (!models.ok) return null
  const isIt = (card: ModelCard) =>
    card.path === name || requestName(card) === name || requestName(card) === `${name}.safetensors`
  return models.value.find(isIt) ?? null
}
