import type { GenerationRequest } from './entities/generation-request.ts'
import type { ModelCard } from './entities/model-card.ts'
import type { LoraUse } from './entities/request-additions.ts'

/** What of a request makes it quick or not. */
type WayFields = Pick<GenerationRequest, 'loras' | 'steps' | 'guidanceScale' | 'sampler' | 'schedule'>

/** How a request uses its model: as it is meant to be, by its quick way, or by settings of its own. */
export type ModelWay = 'quality' | 'quick' | 'custom'

/** Told by the request alone, so it is the same for a picture that was made long ago. */
export function wayOf(request: WayFields, card: ModelCard): ModelWay {
  const { defaults, quick } = card
  const used = quickFileOf(request, card)
  if (used === undefined || quick === null) {
    const isUsual =
      request.steps === defaults.steps &&
      request.guidanceScale === defaults.guidanceScale &&
      (request.sampler ?? defaults.sampler) === defaults.sampler
    return isUsual ? 'quality' : 'custom'
  }
  const isQuick =
    used.weight === 1 &&
    request.steps === quick.steps &&
    request.guidanceScale === quick.guidanceScale &&
    (request.sampler ?? defaults.sampler) === quick.sampler &&
    request.schedule === null
  return isQuick ? 'quick' : 'custom'
}

/** The file of the model's quick way among a request's, by its name or, as the command line writes it, by its path. */
export function quickFileOf({ loras }: Pick<WayFields, 'loras'>, card: ModelCard): LoraUse | undefined {
  return loras.find(({ file }) => isQuickFile(file, card))
}

function isQuickFile(file: string, { path, quick }: ModelCard): boolean {
  if (quick === null) return false
  const name = quick.lora.split(/[\\/]/).at(-1) ?? ''
  return file === quick.lora || (isPartOf(path, file) && file.slice(path.length + 1) === name)
}

/** What the quick way sets; other LoRAs stay. Null where the model has none. */
export function quickSettings({ loras }: Pick<WayFields, 'loras'>, card: ModelCard): WayFields | null {
  const { quick, defaults } = card
  if (quick === null) return null
  const { lora, steps, guidanceScale, sampler } = quick
  return {
    ...{ steps, guidanceScale, schedule: null },
    sampler: sampler === defaults.sampler ? null : sampler,
    loras: [{ file: lora, weight: 1 }, ...loras.filter(({ file }) => !isQuickFile(file, card))],
  }
}

/** What the model is meant to be run with, without the file of its quick way; other LoRAs stay. */
export function qualitySettings(
  { loras }: Pick<WayFields, 'loras'>,
  card: ModelCard,
): Omit<WayFields, 'schedule'> {
  const { steps, guidanceScale } = card.defaults
  const others = loras.filter(({ file }) => !isQuickFile(file, card))
  return { steps, guidanceScale, sampler: null, loras: others }
}

/** How much of the usual way's computing the quick way takes: guidance asks the model twice a step. */
export function quickShare({ quick, defaults }: ModelCard): number {
  const asked = (way: { readonly steps: number; readonly guidanceScale: number }) =>
    way.steps * (way.guidanceScale > 1 ? 2 : 1)
  return quick === null ? 1 : asked(quick) / asked(defaults)
}

/** Whether a file lies in the folder of a model, both as requests name them: then it is a part of that model. */
export function isPartOf(model: string, file: string): boolean {
  return file.startsWith(`${model}/`) || file.startsWith(`${model}\\`)
}
