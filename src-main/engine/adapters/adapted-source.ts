import { UnetConfig } from '../graph/unet-config.ts'
import type { ModelSource, WeighedPart } from '../models/model-source.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import type { ModelAdditions } from './additions.ts'
import type { AdaptedNetwork } from './fit-lora.ts'
import { planLoras } from './plan-loras.ts'
import { textTargets, unetTargets } from './target-names.ts'

/** A model whose weights carry what LoRAs add to them. Throws where a LoRA does not fit it. */
export async function adaptSource(source: ModelSource, { loras }: ModelAdditions): Promise<ModelSource> {
  if (loras.length === 0) return source
  const parts = { unet: await unetNetwork(source), ...(await textNetworks(source)) }
  const changes = await planLoras(loras, parts)
  return {
    ...source,
    async weights(part: WeighedPart): Promise<WeightSource> {
      const weights = await source.weights(part)
      const own = part === 'vae' ? undefined : changes.get(part)
      return own === undefined ? weights : { ...weights, changes: own }
    },
  }
}

async function unetNetwork(source: ModelSource): Promise<AdaptedNetwork> {
  const weights = await source.weights('unet')
  const { layers_per_block: layers } = await source.config('unet', UnetConfig)
  return { weights, targets: unetTargets(weights, typeof layers === 'number' ? layers : null) }
}

async function textNetworks(
  source: ModelSource,
): Promise<Partial<Record<'text_encoder' | 'text_encoder_2', AdaptedNetwork>>> {
  const networks: Partial<Record<'text_encoder' | 'text_encoder_2', AdaptedNetwork>> = {}
  for (const part of ['text_encoder', 'text_encoder_2'] as const) {
    if (source.index[part][1] === null) continue
    const weights = await source.weights(part)
    networks[part] = { weights, targets: textTargets(weights) }
  }
  return networks
}
