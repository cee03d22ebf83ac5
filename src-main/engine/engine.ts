import type { DeviceName, NoiseName, SamplerName, ScheduleName } from '#shared/entities/generation-request.ts'
import type { AddedPart, GenerationTimings, SentPrompt } from '#shared/entities/generation-record.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import type { PictureDescription } from '#shared/entities/picture-description.ts'
import type { MaskPicture, RgbPicture } from '#shared/entities/pixels.ts'
import type { RequestAdditions } from '#shared/entities/request-additions.ts'

export type { MaskPicture, RgbPicture }

/** A ControlNet's path and the picture that it follows. */
export interface EngineControl {
  readonly modelPath: string
  readonly image: RgbPicture
  readonly scale: number
  readonly start: number
  readonly end: number
}

/** A part of the picture with a prompt of its own: 255 of its mask is all, 0 nothing. */
export interface EngineRegion {
  readonly prompt: string
  readonly mask: MaskPicture
  readonly weight: number
}

/** A `GenerationRequest` whose files are paths and whose pictures are pixels of width × height. */
export interface EngineRequest extends Readonly<Omit<RequestAdditions, 'controls' | 'regions' | 'upscale'>> {
  readonly controls: readonly EngineControl[]
  readonly regions: readonly EngineRegion[]
  /** The shipped upscaler's file, for a hires pass that asks for it. */
  readonly upscaler: string | null
  readonly modelPath: string
  readonly prompt: string
  readonly negativePrompt: string
  readonly seed: number
  readonly noise: NoiseName
  readonly steps: number
  readonly sampler: SamplerName | null
  readonly schedule: ScheduleName | null
  readonly guidanceScale: number
  readonly width: number
  readonly height: number
  readonly count: number
  readonly init: RgbPicture | null
  readonly strength: number
  readonly mask: MaskPicture | null
  readonly device: DeviceName
  /** Whether each picture comes with maps of which words made which part of it; the picture is the same. */
  readonly attention: boolean
}

export interface EngineProgress {
  readonly picture: number
  readonly pictures: number
  readonly stage: 'load' | 'encode' | 'denoise' | 'decode'
  readonly step: number
  readonly steps: number
  readonly secondsLeft: number | null
  /** At most four times a second, and only where the model has a preview map; latent-sized. */
  readonly preview: RgbPicture | null
}

/** How much each part of a picture looked at each token of its prompt. */
export interface EngineAttention {
  /** [tokens, h, w], of the latents' size. */
  readonly shape: readonly number[]
  /** Mean over heads, layers and steps; the numbers of a place sum to 1. */
  readonly data: Float32Array
  /** The piece of the prompt that each token stands for; '' for start, end and padding. */
  readonly words: readonly string[]
}

export interface EnginePicture {
  readonly seed: number
  readonly picture: RgbPicture
  /** Final latents [1, channels, h, w] as diffusers' `output_type="latent"` gives them. */
  readonly latents: { readonly shape: readonly number[]; readonly data: Float32Array }
  /** Null where it was not asked for. */
  readonly attention: EngineAttention | null
}

export interface EngineResult {
  readonly pictures: readonly EnginePicture[]
  readonly card: ModelCard
  /** What was added to the model. */
  readonly added: readonly AddedPart[]
  readonly promptSent: SentPrompt
  readonly negativePromptSent: SentPrompt
  /** One a region of the request, with the prompt of the whole picture joined to it. */
  readonly regionPromptsSent: readonly SentPrompt[]
  readonly sampler: SamplerName
  readonly device: DeviceName
  /** `onnxruntime` and `engine`. */
  readonly versions: Readonly<Record<string, string>>
  readonly timings: GenerationTimings
}

export interface RunOptions {
  /** Stops within one step; the promise then rejects with an `AbortError`. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: EngineProgress) => void
  /** Called for each picture as soon as it is decoded, so that nothing finished is lost when a later one fails. */
  readonly onPicture?: (picture: EnginePicture) => void
}

/** A finished picture to enlarge, whoever made it. */
export interface UpscaleRequest {
  /** The upscaler's weights. */
  readonly file: string
  readonly picture: RgbPicture
  readonly factor: 2 | 4
  readonly device: DeviceName
}

/** A picture to be put into words by the matcher of a model's folder. */
export interface DescribeRequest {
  readonly modelPath: string
  readonly picture: RgbPicture
  /** How many phrases of each kind. */
  readonly count: number
}

/** What the matcher of a model's folder shall make vectors of. */
export type EmbedRequest =
  | { readonly modelPath: string; readonly picture: RgbPicture }
  | { readonly modelPath: string; readonly texts: readonly string[] }

/** The engine, in this process or behind a process boundary: both look the same. */
export interface Engine {
  run(request: EngineRequest, options?: RunOptions): Promise<EngineResult>
  /** Stops between two tiles when the signal says so. */
  upscale(request: UpscaleRequest, options?: Pick<RunOptions, 'signal'>): Promise<RgbPicture>
  describe(modelPath: string): Promise<ModelCard>
  /** The phrases that a picture is nearest to. Throws `model-missing` where the model has no matcher. */
  describePicture(request: DescribeRequest): Promise<PictureDescription>
  /** A vector of length 1 for the picture or for each text; their dot product says how well two agree (−1 … 1). */
  embed(request: EmbedRequest): Promise<readonly Float32Array[]>
  devices(): Promise<readonly DeviceName[]>
  dispose(): Promise<void>
}
