import { basename } from 'node:path'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { samplerOf } from '../models/scheduler-config.ts'
import type { StoredScheduler } from '../models/scheduler-config.ts'
import type { AutoencoderParts } from './autoencoder.ts'
import { fixedSide } from './bind.ts'
import type { Channels, ForeignDenoiser } from './denoiser.ts'
import type { FolderConfigs } from './folder.ts'
import type { CheckedModel } from './gate/gate.ts'

export interface ForeignFacts {
  readonly folder: string
  readonly configs: FolderConfigs
  readonly parts: Readonly<
    Record<'text_encoder' | 'text_encoder_2' | 'unet' | 'vae_encoder' | 'vae_decoder', CheckedModel | null>
  >
  readonly scheduler: StoredScheduler
  readonly channels: Channels
  readonly vae: AutoencoderParts
  readonly denoiser: ForeignDenoiser
  readonly hash: string
}

const names = {
  text_encoder: 'text encoder',
  text_encoder_2: 'text encoder 2',
  unet: 'unet',
  vae_encoder: 'autoencoder, in',
  vae_decoder: 'autoencoder, out',
} as const

export function cardOf(facts: ForeignFacts): ModelCard {
  const { folder, configs, scheduler, channels, vae } = facts
  const { about, template } = configs
  const family = familyOf(facts)
  const usualSide = { sd1: 512, sd2: 512, sdxl: 1024, 'sdxl-refiner': 1024 }[family]
  const sides = [configs.unet.sample_size ?? []].flat()
  const side =
    sides.length > 0 ? Math.max(...sides) * vae.scale : template.StableDiffusionTemplate?.SampleSize
  return {
    name: about.name ?? basename(folder),
    path: folder,
    ...{ family, layout: 'onnx', components: componentsOf(facts) },
    prediction: scheduler.prediction_type,
    nativeSize: fixedPixels(facts) ?? side ?? usualSide,
    ...{ inputChannels: channels.inputChannels, latentChannels: vae.latentChannels, latentScale: vae.scale },
    defaults: {
      steps: about.defaults?.steps ?? 20,
      guidanceScale: about.defaults?.guidance ?? 7.5,
      sampler: samplerOf(scheduler),
    },
    // A LoRA changes weights, and these graphs are taken as they are.
    quick: null,
    // Attention would need another graph.
    regionModes: ['predictions'],
    licence: about.licence ?? null,
    hash: facts.hash,
  }
}

/** Told by the parts: SDXL by the numbers it asks for, SD 2.x by its encoder's exact GELU or the width of its prompts. */
function familyOf({ parts, denoiser, configs }: ForeignFacts): 'sd1' | 'sd2' | 'sdxl' | 'sdxl-refiner' {
  if (denoiser.needs.pooledWidth > 0) return parts.text_encoder === null ? 'sdxl-refiner' : 'sdxl'
  const act = configs.text[0]?.hidden_act
  if (act !== undefined) return act === 'quick_gelu' ? 'sd1' : 'sd2'
  return fixedSide(denoiser.context, 2) === 1024 ? 'sd2' : 'sd1'
}

/** The side of the pictures that a denoiser was exported for, where it is for one size alone. */
function fixedPixels({ denoiser, vae }: ForeignFacts): number | null {
  const sides = [2, 3].map((axis) => fixedSide(denoiser.sample, axis)).filter((side) => side !== null)
  return sides.length === 0 ? null : Math.max(...sides) * vae.scale
}

function componentsOf({ parts }: ForeignFacts): ModelCard['components'] {
  const found: ModelCard['components'] = []
  for (const [part, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const constants = parts[part]?.constants
    if (constants === undefined) continue
    // Graphs hold shapes and other numbers too; what has an axis or two of floats is taken for weights.
    const weights = constants.filter(({ type, shape }) => type !== 7 && shape.length > 0)
    found.push({
      name,
      parameters: weights.reduce(
        (sum, { shape }) => sum + shape.reduce((product, one) => product * one, 1),
        0,
      ),
      bytes: constants.reduce((sum, { bytes }) => sum + bytes, 0),
    })
  }
  return found
}
