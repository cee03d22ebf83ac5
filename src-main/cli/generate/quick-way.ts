import { basename } from 'node:path'
import { starterName } from '#services/models.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { quickSettings } from '#shared/quick-way.ts'
import { badOption } from '../options.ts'
import type { GenerateOptions } from './generate-options.ts'

/** What `--quick` sets: the model's file always, the rest where no option says otherwise. */
export function quickWay(
  { model, settings }: Pick<GenerateOptions, 'model' | 'settings'>,
  card: ModelCard,
): Partial<GenerationRequest> {
  const { quick } = card
  if (quick === null) {
    const reason = `--quick: ${card.name} (${card.path}) has no quick way: its verso.json names no file for few steps that lies beside it. Leave --quick out, or choose another model.`
    throw badOption('--quick', reason)
  }
  const lora = model === starterName ? `${starterName}/${basename(quick.lora)}` : quick.lora
  const { loras = [], ...asked } = settings
  return { ...quickSettings({ loras }, { ...card, quick: { ...quick, lora } }), ...asked }
}
