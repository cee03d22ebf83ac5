import type { ModelCard } from '#shared/entities/model-card.ts'
import type { Tensor } from '../tensor/tensor.ts'

/**
 * The networks of one model, as pipelines see them. They are loaded on first use and released by `release`; each
 * call blocks the thread inside ONNX Runtime and resolves on a later turn, so that messages are heard between steps.
 */
export interface TextEncoder {
  /** Tokens of one prompt that fit, start and end tokens included. */
  readonly maxLength: number
  /** `ids` and `attentionMask`: one row a prompt, all of `maxLength`. Returns states [prompts, maxLength, width]. */
  encode(ids: readonly Int32Array[], attentionMask: readonly Int32Array[]): Promise<Tensor>
  release(): Promise<void>
}

export interface Denoiser {
  readonly inputChannels: number
  readonly latentChannels: number
  /**
   * One evaluation. `sample` [n, inputChannels, h, w], `timestep` on the training scale (0 … 999, may be
   * fractional), `context` [n, tokens, width]. Returns the prediction [n, latentChannels, h, w].
   */
  predict(sample: Tensor, timestep: number, context: Tensor): Promise<Tensor>
  release(): Promise<void>
}

export interface Autoencoder {
  /** Pixels a latent cell covers on a side: 8 for Stable Diffusion. */
  readonly scale: number
  readonly latentChannels: number
  readonly scalingFactor: number
  readonly shiftFactor: number
  /** `pixels` [n, 3, H, W] in −1 … 1. Returns mean and log variance, each [n, latentChannels, H/scale, W/scale], unscaled. */
  encode(pixels: Tensor): Promise<{ mean: Tensor; logVariance: Tensor }>
  /** `latents` as denoised (still multiplied by scalingFactor). Returns pixels [n, 3, H, W], about −1 … 1. */
  decode(latents: Tensor): Promise<Tensor>
  release(): Promise<void>
}

/** `scheduler_config.json` as it was read; a sampler takes its fields as diffusers' `from_config` does. */
export type SchedulerConfig = Readonly<Record<string, unknown>>

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
    }

/** A model that has been recognised and checked; nothing heavy is loaded yet. */
export interface DiffusionModel {
  readonly card: ModelCard
  readonly scheduler: SchedulerConfig
  readonly tokenizer: TokenizerSource
  readonly textEncoder: TextEncoder
  readonly denoiser: Denoiser
  readonly autoencoder: Autoencoder
  /** Linear map from latents to RGB in 0 … 1 for previews: latentChannels rows of [r, g, b], and a bias; null: none known. */
  readonly previewMatrix: {
    readonly rows: readonly (readonly number[])[]
    readonly bias: readonly number[]
  } | null
  /** Milliseconds spent inside `session.run` since the model was opened. */
  sessionRunMs(): number
  release(): Promise<void>
}
