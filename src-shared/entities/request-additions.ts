import { z } from 'zod'
import { Sha256 } from './hash.ts'

/** What a request may add to its model: files that change its weights or words, pictures that guide it, and how it is run. */

/** An absolute path, or a name in the models folder. */
export const AddedFile = z.string().min(1).max(4096)

/** A LoRA or LoCon file and how strongly it counts; 0 leaves the model as it is. */
export const LoraUse = z.object({
  file: AddedFile,
  weight: z.number().min(-10).max(10).default(1),
})
export type LoraUse = z.infer<typeof LoraUse>

/** A ControlNet and the picture that it follows, as it is (no preprocessor runs), scaled to width × height. */
export const ControlUse = z.object({
  model: AddedFile,
  image: Sha256,
  scale: z.number().min(0).max(2).default(1),
  /** Shares of the steps between which it counts. */
  start: z.number().min(0).max(1).default(0),
  end: z.number().min(0).max(1).default(1),
})
export type ControlUse = z.infer<typeof ControlUse>

/**
 * A part of the picture with a prompt of its own; the prompt of the whole picture follows it (`joinedPrompt`). Where no
 * region covers, that one counts alone.
 */
export const RegionUse = z.object({
  prompt: z.string().max(10_000),
  /** Where it counts: a grey picture, scaled to width × height; white is all, black nothing. */
  mask: Sha256,
  /** How strongly it counts against what it lies on, and against other regions where they overlap: 1 replaces, 0 is nothing. */
  weight: z.number().min(0).max(2).default(1),
})
export type RegionUse = z.infer<typeof RegionUse>

export const mostRegions = 8

/**
 * How regions are mixed: `predictions` asks the denoiser for each prompt and mixes the answers, which any model can;
 * `attention` mixes what the picture takes from each prompt inside of one evaluation, which costs less.
 */
export const regionModes = ['predictions', 'attention'] as const

/** How a prompt is read: `weights` knows (word:1.2), [word], BREAK and [from:to:when]; `plain` takes every sign as text. */
export const promptSyntaxes = ['weights', 'plain'] as const
/** What becomes of words beyond the encoder's length: `cut` leaves them out and says so, `chunks` encodes them apart. */
export const longPrompts = ['cut', 'chunks'] as const
/** In which directions a picture's edges meet without a seam. */
export const tilings = ['none', 'x', 'y', 'both'] as const
/** Numbers that the networks compute with; `auto` is float32 on the processor. */
export const precisions = ['auto', 'fp32', 'fp16', 'int8'] as const

export const hiresUpscalers = ['latent', 'lanczos', 'model'] as const

/** A second pass over an enlarged first picture. */
export const HiresPass = z.object({
  scale: z.number().min(1).max(4).default(2),
  strength: z.number().min(0).max(1).default(0.5),
  /** Null: as many as the first pass. */
  steps: z.number().int().min(1).max(1000).nullable().default(null),
  /** `latent` enlarges the latents bilinearly; the others the decoded picture, `model` by the shipped upscaler. */
  upscaler: z.enum(hiresUpscalers).default('latent'),
})
export type HiresPass = z.infer<typeof HiresPass>

/** Fields of a request that the simplest request leaves at their defaults. */
export const requestAdditions = {
  loras: z.array(LoraUse).max(32).default([]),
  /** Textual inversions; each adds the word that its file is named after, or that stands in it. */
  embeddings: z.array(AddedFile).max(64).default([]),
  /** An autoencoder (or TAESD) in place of the model's own. */
  vae: AddedFile.nullable().default(null),
  controls: z.array(ControlUse).max(8).default([]),
  /** Their order means nothing. */
  regions: z.array(RegionUse).max(mostRegions).default([]),
  regionMode: z.enum(regionModes).default('predictions'),
  /** Last layers of the text encoder that are left out; AUTOMATIC1111's “Clip skip” less one. */
  clipSkip: z.number().int().min(0).max(11).default(0),
  /** Lin et al. 2023, section 3.4: 0 leaves guidance as it is, 0.7 keeps its contrast in check. */
  guidanceRescale: z.number().min(0).max(1).default(0),
  promptSyntax: z.enum(promptSyntaxes).default('weights'),
  longPrompt: z.enum(longPrompts).default('cut'),
  tiling: z.enum(tilings).default('none'),
  hires: HiresPass.nullable().default(null),
  /** How many times the finished picture's sides are enlarged by the shipped upscaler. */
  upscale: z.union([z.literal(1), z.literal(2), z.literal(4)]).default(1),
  precision: z.enum(precisions).default('auto'),
  /** Filling a mask: whether the new part takes on the colours of what is around the mask. */
  colourMatch: z.boolean().default(false),
}

export const RequestAdditions = z.object(requestAdditions)
export type RequestAdditions = z.infer<typeof RequestAdditions>
