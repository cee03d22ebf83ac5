import { VersoError } from '#shared/errors.ts'
import type { PartTensors } from './tensors.ts'

export type SingleFileFamily = 'sd1' | 'sd2' | 'sdxl' | 'sdxl-refiner'

/** Where the parts of a whole model lie in a file: the beginnings of their tensors' names. */
export interface PartRoots {
  readonly family: SingleFileFamily
  readonly clip: string | null
  readonly openClip: string | null
}

export const denoiserRoot = 'model.diffusion_model.'
export const autoencoderRoot = 'first_stage_model.'

/** Told by which text encoders there are; each with the tensor that it always has. */
const layouts: readonly PartRoots[] = [
  {
    family: 'sdxl',
    clip: 'conditioner.embedders.0.transformer.',
    openClip: 'conditioner.embedders.1.model.',
  },
  { family: 'sdxl-refiner', clip: null, openClip: 'conditioner.embedders.0.model.' },
  { family: 'sd2', clip: null, openClip: 'cond_stage_model.model.' },
  { family: 'sd1', clip: 'cond_stage_model.transformer.', openClip: null },
]

/** Finds the parts of a whole model by their tensors' names, and says which one is missing. */
export function findParts(file: PartTensors): PartRoots {
  const names = [...file.tensors.keys()]
  const has = (root: string | null): boolean => root === null || names.some((name) => name.startsWith(root))
  if (!has(`${denoiserRoot}input_blocks.`)) throw noModel(file.label, names)
  const found = layouts.find(({ clip, openClip }) => has(clip) && has(openClip))
  if (found !== undefined) return found
  const half = layouts[0]
  if (half !== undefined && (has(half.clip) || has(half.openClip)))
    throw incomplete(
      file.label,
      `one of its two text encoders (${has(half.clip) ? half.openClip : half.clip})`,
    )
  throw incomplete(file.label, 'its text encoder (cond_stage_model or conditioner)')
}

export function incomplete(label: string, part: string): VersoError {
  const message = `${label} lacks ${part}: it holds only some parts of a model. Get the whole model in one file, or as a diffusers folder.`
  return new VersoError('model-unsupported', message, { subject: label })
}

/** What a file without a denoiser is, told by its tensors' names; the last part says what to do with it. */
const otherKinds: readonly (readonly [RegExp, string])[] = [
  [/lora_(?:up|down|A|B)\b|hada_w|lokr_w|\.dora_scale$/, 'a LoRA: add it to a request beside a model'],
  [/^(?:emb_params|clip_[lg])$|^string_to_param/, 'a textual inversion: add it to a request beside a model'],
  [/^control_model\.|^controlnet_|^input_hint_block\./, 'a ControlNet: add it to a request beside a model'],
  [/joint_blocks\./, 'a Stable Diffusion 3 model, which Verso cannot run yet'],
  [/double_blocks\./, 'a Flux model, which Verso cannot run yet'],
  [
    /^(?:first_stage_model\.|vae\.)?decoder\.(?:conv_in|mid)/,
    'an autoencoder (VAE): add it to a request beside a model',
  ],
  [
    /^(?:encoder\.layers|decoder\.layers|\d+\.conv)\.?\d*\./,
    'a tiny autoencoder (TAESD): add it to a request beside a model',
  ],
  [
    /^(?:down_blocks|up_blocks|mid_block)\./,
    'the denoiser of a diffusers folder: choose the folder that holds its model_index.json',
  ],
  [/text_model\.|transformer\.resblocks\./, 'a text encoder alone, one part of a model'],
]

function noModel(label: string, names: readonly string[]): VersoError {
  const known = otherKinds.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1]
  const what =
    known ??
    `no Stable Diffusion model that Verso knows (its first tensor is "${(names[0] ?? '').slice(0, 120)}")`
  const message = `${label} is ${what}. Choose a whole Stable Diffusion 1.x, 2.x or XL model.`
  return new VersoError('model-unsupported', message, { subject: label })
}
