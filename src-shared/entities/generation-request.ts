import { z } from 'zod'
import { Sha256 } from './hash.ts'
import { requestAdditions } from './request-additions.ts'

export const samplerNames = [
  'ddim',
  'ddpm',
  'pndm',
  'euler',
  'euler-a',
  'heun',
  'lms',
  'dpm2',
  'dpm2-a',
  'dpmpp-2m',
  'dpmpp-2m-sde',
  'dpmpp-sde',
  'unipc',
  'deis',
  'lcm',
  'tcd',
] as const
export const SamplerName = z.enum(samplerNames)
export type SamplerName = z.infer<typeof SamplerName>

export const scheduleNames = ['normal', 'karras', 'exponential', 'beta', 'sgm-uniform', 'simple'] as const
export const ScheduleName = z.enum(scheduleNames)
export type ScheduleName = z.infer<typeof ScheduleName>

export const noiseNames = ['torch', 'philox'] as const
export const NoiseName = z.enum(noiseNames)
export type NoiseName = z.infer<typeof NoiseName>

export const deviceNames = ['auto', 'cpu', 'dml', 'cuda', 'coreml', 'webgpu'] as const
export const DeviceName = z.enum(deviceNames)
export type DeviceName = z.infer<typeof DeviceName>

export const maxPictureSide = 4096

/** How the seeds of several pictures follow the first: one more each, drawn from it, or all the same. */
export const seedWays = ['next', 'random', 'same'] as const

/** The prompts as typed, where `prompt` and `negativePrompt` are what their choices came to. */
export const PromptTemplate = z.object({
  prompt: z.string().max(10_000),
  negativePrompt: z.string().max(10_000),
})

const side = z.number().int().min(64).max(maxPictureSide).multipleOf(8)

/**
 * Everything that affects the pixels of a generation, and nothing else: it is stored with the picture, so any
 * picture replays. Pictures are named by hash; `null` for sampler or schedule means the model's own.
 */
export const GenerationRequest = z.object({
  /** `starter`, the name of a folder or file in the models folder, or an absolute path. */
  model: z.string().min(1).max(4096).default('starter'),
  prompt: z.string().max(10_000),
  negativePrompt: z.string().max(10_000).default(''),
  /**
   * True: comments, choices, wildcard files and LoRA tags in the prompts are settled for each picture from its seed
   * before it is made. False: the prompts are taken as they stand.
   */
  settle: z.boolean().default(false),
  template: PromptTemplate.nullable().default(null),
  /** Seed of the first picture; `seeds` says how those of the others follow. */
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  seeds: z.enum(seedWays).default('next'),
  noise: NoiseName.default('torch'),
  steps: z.number().int().min(1).max(1000).default(20),
  sampler: SamplerName.nullable().default(null),
  schedule: ScheduleName.nullable().default(null),
  guidanceScale: z.number().min(0).max(50).default(3.5),
  /** Size of the picture that the model makes, in pixels, a multiple of 8. */
  width: side.default(256),
  height: side.default(256),
  count: z.number().int().min(1).max(64).default(1),
  /** Start picture of image to image and inpainting, scaled to width × height. */
  init: Sha256.nullable().default(null),
  /** How much of `init` is made anew: 0 keeps it, 1 ignores it. */
  strength: z.number().min(0).max(1).default(0.6),
  /** Mask over `init`: white (> 127) is made anew, black stays bit-identical. */
  mask: Sha256.nullable().default(null),
  device: DeviceName.default('auto'),
  ...requestAdditions,
})
export type GenerationRequest = z.infer<typeof GenerationRequest>
export type GenerationTask = 'txt2img' | 'img2img' | 'inpaint'

export function taskOf(request: Pick<GenerationRequest, 'init' | 'mask'>): GenerationTask {
  if (request.init === null) return 'txt2img'
  return request.mask === null ? 'img2img' : 'inpaint'
}
