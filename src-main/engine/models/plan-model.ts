import { resolve } from 'node:path'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { adaptSource } from '../adapters/adapted-source.ts'
import { nothingAdded } from '../adapters/additions.ts'
import type { ModelAdditions } from '../adapters/additions.ts'
import type { BuiltGraph } from '../graph/onnx/builder.ts'
import { buildUnet } from '../graph/unet.ts'
import { UnetConfig } from '../graph/unet-config.ts'
import { buildVaeDecoder, buildVaeEncoder } from '../graph/vae.ts'
import { VaeConfig } from '../graph/vae-config.ts'
import type { About } from './about.ts'
import { makeCard } from './card.ts'
import { planControl } from './control-plan.ts'
import type { ControlPlan } from './control-plan.ts'
import { openDiffusersFolder } from './diffusers/diffusers-folder.ts'
import { familyOf, refuseMismatch } from './family.ts'
import type { HashCache } from './model-hash.ts'
import type { ModelSource } from './model-source.ts'
import type { ComputePrecision } from '../weights/weight-source.ts'
import { seamlessSource } from './seamless-source.ts'
import { recogniseModel } from './recognise.ts'
import { StoredScheduler } from './scheduler-config.ts'
import { openSingleFile } from './single-file/open-single-file.ts'
import { planTextEncoders } from './text-encoder-plan.ts'
import type { TextEncoderPlan } from './text-encoder-plan.ts'

/** A model that has been recognised and checked through: every tensor its graphs need is there, in the right shape. */
export interface ModelPlan {
  readonly card: ModelCard
  readonly about: About
  readonly scheduler: StoredScheduler
  /** One, or two whose states lie side by side. */
  readonly text: readonly TextEncoderPlan[]
  /** Without a negative prompt, guidance starts from zeros in place of an empty prompt's states. */
  readonly zeroNegative: boolean
  readonly unet: {
    readonly config: UnetConfig
    readonly graph: BuiltGraph
    readonly watched: boolean
    readonly coupled: boolean
  }
  /** ControlNets, in the order in which they were asked for. */
  readonly controls: readonly ControlPlan[]
  readonly vae: { readonly config: VaeConfig; readonly encoder: BuiltGraph; readonly decoder: BuiltGraph }
}

/** How the denoiser's graph is built. */
export interface DenoiserChoices {
  readonly precision?: ComputePrecision
  /** Its graph also says how much each place of the picture looks at each token. */
  readonly watched?: boolean
  /** Its graph takes several texts for one picture, each where it counts. */
  readonly coupled?: boolean
}

/**
 * Recognises the model at `path`, validates its configs, builds its graphs and so checks its tensors. Reads headers
 * and hashes files, but loads no weights. Throws `model-missing`, `model-damaged` or `model-unsupported`.
 * The choices are the denoiser's; the other networks, which run once a picture, compute in float32.
 */
export async function planModel(
  path: string,
  hashes: HashCache,
  additions: ModelAdditions = nothingAdded,
  choices: DenoiserChoices = {},
): Promise<ModelPlan> {
  const own = await openSource(resolve(path), additions.vae)
  const source = seamlessSource(await adaptSource(own, additions), additions.tiling)
  return planParts(source, hashes, { ...choices, controls: additions.controls })
}

async function openSource(path: string, vae: string | null): Promise<ModelSource> {
  return (await recogniseModel(path)) === 'diffusers' ? openDiffusersFolder(path) : openSingleFile(path, vae)
}

async function planParts(
  source: ModelSource,
  hashes: HashCache,
  choices: DenoiserChoices & { controls: readonly string[] },
): Promise<ModelPlan> {
  const { precision = 'fp32', watched = false, coupled = false, controls: paths } = choices
  const text = await planTextEncoders(source)
  const unetConfig = await source.config('unet', UnetConfig)
  const vaeConfig = await source.config('vae', VaeConfig)
  const about = await source.about()
  refuseMismatch(source.path, { text, unet: unetConfig, vae: vaeConfig, about })
  const scheduler = await source.config('scheduler', StoredScheduler)
  const [unetWeights, vaeWeights] = [await source.weights('unet'), await source.weights('vae')]
  const controlled = paths.length > 0
  const graph = buildUnet(unetConfig, { ...unetWeights, precision }, { controlled, watched, coupled })
  const unet = { config: unetConfig, graph, watched, coupled }
  const base = { config: unetConfig, weights: unetWeights }
  const controls = await Promise.all(paths.map((control) => planControl(control, base)))
  const encoder = buildVaeEncoder(vaeConfig, vaeWeights)
  const decoder = buildVaeDecoder(vaeConfig, vaeWeights)
  const parts = {
    ...Object.fromEntries(text.map(({ name, weights }) => [name, weights])),
    ...{ unet: unetWeights, autoencoder: vaeWeights },
  }
  const files = Object.values(parts).flatMap((part) => part.paths)
  const hash = await source.hash(files, hashes)
  const family = familyOf(text, unetConfig)
  const { path, layout } = source
  const card = makeCard({
    ...{ path, layout, family, unet: unetConfig, vae: vaeConfig, scheduler, about, parts, hash },
  })
  const zeroNegative = source.index.text_encoder_2[1] !== null && source.index.force_zeros_for_empty_prompt
  const vae = { config: vaeConfig, encoder, decoder }
  return { card, about, scheduler, text, zeroNegative, unet, controls, vae }
}
