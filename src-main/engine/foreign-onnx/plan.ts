import { join, resolve } from 'node:path'
import type { ModelCard } from '#shared/entities/model-card.ts'
import type { About } from '../models/about.ts'
import { modelHash } from '../models/model-hash.ts'
import type { HashCache } from '../models/model-hash.ts'
import type { StoredScheduler } from '../models/scheduler-config.ts'
import type { TokenizerSource } from '../networks/network.ts'
import { damaged } from '../weights/damaged.ts'
import { bindDecoder, bindEncoder } from './autoencoder.ts'
import type { AutoencoderParts } from './autoencoder.ts'
import { fixedSide, unfit } from './bind.ts'
import { cardOf } from './card.ts'
import { bindDenoiser } from './denoiser.ts'
import type { Channels, ForeignDenoiser } from './denoiser.ts'
import { isFile, readFolder } from './folder.ts'
import type { FolderConfigs } from './folder.ts'
import { refuseChance } from './foreign-session.ts'
import { checkOnnxFile } from './gate/gate.ts'
import type { CheckedModel } from './gate/gate.ts'
import { bindText, refuseOtherLength } from './text-encoder.ts'
import type { ForeignText } from './text-encoder.ts'
import { foreignTokenizer } from './tokenizer.ts'

/** An ONNX folder that has been through the gate and whose inputs and outputs are known; nothing heavy is loaded. */
export interface ForeignPlan {
  readonly card: ModelCard
  readonly about: About
  readonly scheduler: StoredScheduler
  readonly text: readonly { readonly encoder: ForeignText; readonly tokenizer: TokenizerSource }[]
  readonly zeroNegative: boolean
  readonly denoiser: ForeignDenoiser
  readonly channels: Channels
  readonly vae: AutoencoderParts
}

/** As Stable Diffusion was trained, for folders that do not say. */
const usualScheduler: StoredScheduler = {
  _class_name: 'DDIMScheduler',
  prediction_type: 'epsilon',
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  steps_offset: 1,
  clip_sample: false,
  set_alpha_to_one: false,
}

/**
 * Checks every file of an ONNX folder at the gate, binds its inputs and outputs, and says what the model is. Throws
 * `model-missing`, `model-damaged` or `model-unsupported`.
 */
export async function planOnnxFolder(path: string, hashes: HashCache): Promise<ForeignPlan> {
  const folder = resolve(path)
  const configs = await readFolder(folder)
  const parts = await checkParts(folder)
  const denoiser = bindDenoiser(parts.unet)
  const text = await planText(folder, parts, configs)
  const vae = planVae(parts, configs, denoiser.needs.pooledWidth > 0)
  const channels = channelsOf(denoiser, configs, vae.latentChannels)
  refuseMismatch(denoiser, text, channels)
  const scheduler = configs.scheduler ?? usualScheduler
  const models = Object.values(parts).filter((part): part is CheckedModel => part !== null)
  const files = models.flatMap((model) => model.paths)
  const hash = await modelHash(folder, files, hashes)
  const card = cardOf({ folder, configs, parts, scheduler, channels, vae, hash, denoiser })
  const zeroNegative = text.length === 2 && configs.index.force_zeros_for_empty_prompt
  return { card, about: configs.about, scheduler, text, zeroNegative, denoiser, channels, vae }
}

export interface FolderParts {
  readonly text_encoder: CheckedModel | null
  readonly text_encoder_2: CheckedModel | null
  readonly unet: CheckedModel
  readonly vae_encoder: CheckedModel | null
  readonly vae_decoder: CheckedModel
}

async function checkParts(folder: string): Promise<FolderParts> {
  const check = async (part: string): Promise<CheckedModel | null> => {
    const file = join(folder, part, 'model.onnx')
    if (!(await isFile(file))) return null
    const model = checkOnnxFile(file)
    refuseChance(model, part === 'vae_encoder')
    return model
  }
  const needed = async (part: string): Promise<CheckedModel> => {
    const model = await check(part)
    if (model === null) throw damaged(join(folder, part, 'model.onnx'), 'it was not found')
    return model
  }
  return {
    text_encoder: await check('text_encoder'),
    text_encoder_2: await check('text_encoder_2'),
    unet: await needed('unet'),
    vae_encoder: await check('vae_encoder'),
    vae_decoder: await needed('vae_decoder'),
  }
}

async function planText(
  folder: string,
  { text_encoder: first, text_encoder_2: second }: FolderParts,
  { text: configs }: FolderConfigs,
): Promise<ForeignPlan['text']> {
  const plans: { encoder: ForeignText; tokenizer: TokenizerSource }[] = []
  for (const [index, model] of [first, second].entries()) {
    if (model === null) continue
    // SDXL's encoders, and its refiner's one, give the states before the last layer.
    const encoder = bindText(model, { isPair: second !== null, hasPooled: index === 1 })
    const positions = encoder.tokens ?? configs[index]?.max_position_embeddings ?? 77
    const name = index === 0 ? 'tokenizer' : 'tokenizer_2'
    const isOpenClip = index === 1 || (fixedSide(encoder.states[0], 2) ?? 0) >= 1024
    const tokenizer = await foreignTokenizer(join(folder, name), { positions, isOpenClip })
    refuseOtherLength(encoder, tokenizer)
    plans.push({ encoder, tokenizer })
  }
  if (plans.length === 0) throw damaged(join(folder, 'text_encoder', 'model.onnx'), 'it was not found')
  return plans
}

function planVae(parts: FolderParts, { vae }: FolderConfigs, isXl: boolean): AutoencoderParts {
  const decoder = bindDecoder(parts.vae_decoder)
  return {
    scale: vae.block_out_channels === undefined ? 8 : 2 ** (vae.block_out_channels.length - 1),
    latentChannels: fixedSide(decoder.input, 1) ?? vae.latent_channels ?? 4,
    scalingFactor: vae.scaling_factor ?? (isXl ? 0.13025 : 0.18215),
    shiftFactor: vae.shift_factor ?? 0,
    encoder: parts.vae_encoder && bindEncoder(parts.vae_encoder),
    decoder,
  }
}

/** diffusers' converter leaves the number of channels open: then the first convolution's weights say it. */
function channelsOf(
  { model, sample, prediction }: ForeignDenoiser,
  { unet }: FolderConfigs,
  latents: number,
): Channels {
  const first = model.constants.find(
    ({ name, shape }) => /(^|\.)conv_in\.weight$/.test(name) && shape.length === 4,
  )
  return {
    inputChannels: fixedSide(sample, 1) ?? first?.shape[1] ?? unet.in_channels ?? latents,
    latentChannels: fixedSide(prediction, 1) ?? latents,
  }
}

/** The parts of one model must fit one another. */
function refuseMismatch(
  { model, context, needs }: ForeignDenoiser,
  text: ForeignPlan['text'],
  { inputChannels, latentChannels }: Channels,
): void {
  const widths = text.map(({ encoder }) => fixedSide(encoder.states[0], 2))
  const width = widths.reduce<number | null>(
    (sum, one) => (sum === null || one === null ? null : sum + one),
    0,
  )
  const expected = fixedSide(context, 2)
  if (width !== null && expected !== null && width !== expected)
    throw unfit(model, `it expects prompts ${expected} wide, but the text encoders beside it give ${width}`)
  if (needs.pooledWidth > 0 && text.every(({ encoder }) => encoder.pooled === undefined))
    throw unfit(model, 'it needs the prompt as a whole, but no text encoder beside it gives one')
  if (inputChannels !== latentChannels && inputChannels !== 2 * latentChannels + 1)
    throw unfit(
      model,
      `it takes ${inputChannels} channels, neither ${latentChannels} latents nor ${2 * latentChannels + 1} with a mask and a masked picture`,
    )
}
