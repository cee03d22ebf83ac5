import type { ModelCard } from '#shared/entities/model-card.ts'
import type { LatentUnits } from '../tensor/latent-units.ts'
import type { Rgb } from '../tensor/pictures.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { ComputePrecision } from '../weights/weight-source.ts'

/** What a text encoder makes of its prompts. */
export interface EncodedText {
  /** [prompts, maxLength, width] */
  readonly states: Tensor
  /** [prompts, pooledWidth], each prompt as a whole; null where the encoder has no such output. */
  readonly pooled: Tensor | null
}

/**
 * The networks of one model, as pipelines see them. They are loaded on first use and released by `release`; each
 * call blocks the thread inside ONNX Runtime and resolves on a later turn, so that messages are heard between steps.
 */
export interface TextEncoder {
  readonly tokenizer: TokenizerSource
  /** Tokens of one prompt that fit, start and end tokens included. */
  readonly maxLength: number
  /** How many of its last layers may be left out; 0 where none may. */
  readonly maxSkip: number
  /**
   * `ids` and `attentionMask`: one row a prompt, all of `maxLength`. `skip` leaves out so many of the last layers,
   * beyond those that the model always leaves out (diffusers' `clip_skip`); `pooled` comes from all layers.
   */
  encode(
    ids: readonly Int32Array[],
    attentionMask: readonly Int32Array[],
    skip?: number,
  ): Promise<EncodedText>
  release(): Promise<void>
}

/** What a denoiser is told beside a sample and its timestep. Tensors have one row for each row of the sample. */
export interface Conditioning {
  /** Token states [n, tokens, width]; of several text encoders side by side. */
  readonly context: Tensor
  /** SDXL: the prompts as a whole, [n, pooledWidth]. */
  readonly pooled?: Tensor
  /** SDXL: [n, 6] original height and width, crop top and left, target height and width; refiner: [n, 5] with a score in place of the last two. */
  readonly timeIds?: Tensor
  /** LCM: the guidance scale, which its denoiser knows as an input. */
  readonly guidance?: number
  /** Of a denoiser that was opened for several texts: [n, texts, h, w], how much each counts where; then the context has n · texts rows. */
  readonly shares?: Tensor
  /** What ControlNets add to the denoiser's features, in the order of their outputs; absent: nothing. */
  readonly residuals?: readonly Tensor[]
}

export interface Denoiser {
  readonly inputChannels: number
  readonly latentChannels: number
  /** A sample's sides must be multiples of this; of 1 where it is absent. */
  readonly multipleOf?: number
  /** What it needs of `Conditioning` beside the context. */
  readonly needs: DenoiserNeeds
  /** It mixes several texts itself, by `Conditioning.shares`, which it then needs. */
  readonly coupled?: true
  /**
   * One evaluation. `sample` [n, inputChannels, h, w], `timestep` on the training scale (0 … 999, may be
   * fractional). Returns the prediction [n, latentChannels, h, w].
   */
  predict(sample: Tensor, timestep: number, conditioning: Conditioning): Promise<Tensor>
  /**
   * How much each place looked at each token in the latest prediction, [n, tokens, h, w]; a place's numbers sum to 1.
   * Absent where the denoiser was not opened for it.
   */
  readonly latestAttention?: () => Tensor
  release(): Promise<void>
}

/** A network that makes a denoiser follow a picture. */
export interface ControlNetwork {
  /** The picture as `follow` takes it: [1, 3, height, width] in 0 … 1. */
  hint(picture: Rgb): Tensor
  /** What it adds to the denoiser's features for this sample, `strength` times. */
  follow(asked: ControlQuestion): Promise<readonly Tensor[]>
  release(): Promise<void>
}

export interface ControlQuestion {
  readonly sample: Tensor
  readonly timestep: number
  readonly conditioning: Conditioning
  readonly hint: Tensor
  readonly strength: number
}

export interface DenoiserNeeds {
  /** Width of the pooled prompts; 0: none. */
  readonly pooledWidth: number
  /** Numbers in a row of time ids; 0: none. */
  readonly timeIds: 0 | 5 | 6
  /** The guidance scale; then it is never run twice a step to compare with and without the prompt. */
  readonly guidance: boolean
}

export interface Autoencoder extends LatentUnits {
  /** Pixels a latent cell covers on a side: 8 for Stable Diffusion. */
  readonly scale: number
  readonly latentChannels: number
  /** `pixels` [n, 3, H, W] in −1 … 1. Returns mean and log variance, each [n, latentChannels, H/scale, W/scale], unscaled; null: the mean is exact. */
  encode(pixels: Tensor): Promise<{ mean: Tensor; logVariance: Tensor | null }>
  /** `latents` as denoised (still scaled). Returns pixels [n, 3, H, W], about −1 … 1. */
  decode(latents: Tensor): Promise<Tensor>
  release(): Promise<void>
}

/** `scheduler_config.json` as it was read; a sampler takes its fields as diffusers' `from_config` does. */
export type SchedulerConfig = Readonly<Record<string, unknown>>

/** A word that an embedding adds to a text encoder, and the rows of its table that stand for it. */
export interface AddedWord {
  readonly word: string
  readonly ids: readonly number[]
}

/** Contents of the tokenizer's files, still to be parsed by `tokenizers/`. */
export type TokenizerSource =
  | {
      readonly kind: 'bert'
      readonly vocabulary: string
      readonly lowerCase: boolean
      readonly maxLength: number
    }
  | {
      readonly kind: 'clip'
      readonly vocabulary: string
      readonly merges: string
      readonly maxLength: number
      readonly padToken: string
      readonly words?: readonly AddedWord[]
    }

/** A model that has been recognised and checked; nothing heavy is loaded yet. */
export interface DiffusionModel {
  readonly card: ModelCard
  readonly scheduler: SchedulerConfig
  /** One, or SDXL's two, in the order in which their states lie side by side. */
  readonly textEncoders: readonly TextEncoder[]
  /** Equal for two models whose text encoders give the same states for the same tokens. */
  readonly textKey: string
  /** Without a negative prompt, guidance starts from zeros in place of an empty prompt's states. */
  readonly zeroNegative: boolean
  readonly denoiser: Denoiser
  /** Those that it was opened with, in their order. */
  readonly controls: readonly ControlNetwork[]
  readonly autoencoder: Autoencoder
  /** Linear map from latents to RGB in 0 … 1 for previews: latentChannels rows of [r, g, b], and a bias; null: none known. */
  readonly previewMatrix: {
    readonly rows: readonly (readonly number[])[]
    readonly bias: readonly number[]
  } | null
  /** A small decoder for previews: latents as the denoiser takes them → pixels [1, 3, H, W]; absent: none known. */
  readonly previewDecoder?: (latents: Tensor) => Promise<Tensor>
  /** What the denoiser computes in; absent where its graph came from elsewhere. */
  readonly precision?: ComputePrecision
  /** Milliseconds spent inside `session.run` since the model was opened. */
  sessionRunMs(): number
  release(): Promise<void>
}
