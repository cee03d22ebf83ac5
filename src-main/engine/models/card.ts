import { basename, join } from 'node:path'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { readsPromptWhole } from '../graph/unet-plan.ts'
import type { UnetConfig } from '../graph/unet-config.ts'
import { latentScale } from '../graph/vae-config.ts'
import type { VaeConfig } from '../graph/vae-config.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import type { About } from './about.ts'
import { usualDefaults } from './defaults.ts'
import type { Family } from './family.ts'
import { samplerOf } from './scheduler-config.ts'
import type { StoredScheduler } from './scheduler-config.ts'

export interface CardSource {
  readonly path: string
  readonly layout: ModelCard['layout']
  readonly family: Family
  readonly unet: UnetConfig
  readonly vae: VaeConfig
  readonly scheduler: StoredScheduler
  readonly about: About
  readonly parts: Readonly<Record<string, WeightSource>>
  readonly hash: string
}

/** Latents on a side, where a config does not say: Stable Diffusion 1.x's, and SDXL's. */
const usualSides = { small: 64, large: 128 }

export function makeCard(source: CardSource): ModelCard {
  const { path, unet, vae, scheduler, about } = source
  const scale = latentScale(vae)
  const usualSide = source.family.startsWith('sdxl') ? usualSides.large : usualSides.small
  const sides = [unet.sample_size ?? usualSide].flat()
  const usual = usualDefaults(source.family, unet, scheduler)
  const sampler = samplerOf(scheduler)
  return {
    name: about.name ?? basename(path).replace(/\.safetensors$/i, ''),
    path,
    family: source.family,
    layout: source.layout,
    components: Object.entries(source.parts).map(([name, weights]) => ({ name, ...sizeOf(weights) })),
    prediction: scheduler.prediction_type,
    nativeSize: Math.max(...sides) * scale,
    inputChannels: unet.in_channels,
    latentChannels: vae.latent_channels,
    latentScale: scale,
    defaults: {
      steps: about.defaults?.steps ?? usual.steps,
      guidanceScale: about.defaults?.guidance ?? usual.guidanceScale,
      sampler,
    },
    quick: about.quick
      ? {
          lora: join(path, about.quick.lora),
          steps: about.quick.steps,
          guidanceScale: about.quick.guidance,
          sampler: about.quick.sampler ?? sampler,
        }
      : null,
    regionModes: readsPromptWhole(unet) ? ['predictions'] : ['predictions', 'attention'],
    licence: about.licence ?? null,
    hash: source.hash,
  }
}

/** How many numbers the weights are, and the bytes they take in their files. */
function sizeOf(weights: WeightSource): { parameters: number; bytes: number } {
  let [parameters, bytes] = [0, 0]
  for (const { shape, length } of weights.tensors.values()) {
    parameters += shape.reduce((product, side) => product * side, 1)
    bytes += length
  }
  return { parameters, bytes }
}
