import { z } from 'zod'
import { DeviceName, GenerationRequest, SamplerName } from './generation-request.ts'
import { Sha256 } from './hash.ts'

/** A text exactly as it went into the text encoder. Nothing is ever added to what the artist typed. */
export const SentPrompt = z.object({
  text: z.string(),
  tokens: z.number().int(),
  /** The part of the text that did not fit and was cut; empty when all of it was sent. */
  cut: z.string(),
})
export type SentPrompt = z.infer<typeof SentPrompt>

export const GenerationTimings = z.object({
  loadMs: z.number(),
  encodeMs: z.number(),
  denoiseMs: z.number(),
  decodeMs: z.number(),
  /** Time inside ONNX Runtime's `session.run`, part of encode, denoise and decode. */
  sessionRunMs: z.number(),
})
export type GenerationTimings = z.infer<typeof GenerationTimings>

export const ModelReference = z.object({
  name: z.string(),
  family: z.string(),
  /** SHA-256 over the model's files (see `engine/models`). */
  hash: Sha256,
  licence: z.string().nullable(),
})
export type ModelReference = z.infer<typeof ModelReference>

/** A file that was added to the model: a LoRA, an embedding, a ControlNet, another autoencoder or upscaler. */
export const AddedPart = z.object({
  kind: z.enum(['lora', 'embedding', 'control', 'vae', 'upscaler']),
  name: z.string(),
  sha256: Sha256,
  /** How strongly it counted; null where there is no such number. */
  weight: z.number().nullable(),
})
export type AddedPart = z.infer<typeof AddedPart>

/**
 * A request as a record holds it. Records from before prompts had a syntax took every sign as text, and replay so.
 */
const RecordedRequest = z.preprocess(
  (stored) =>
    typeof stored === 'object' && stored !== null && !('promptSyntax' in stored)
      ? { ...stored, promptSyntax: 'plain' }
      : stored,
  GenerationRequest,
)

/** What stands on the back of one generated picture: in SQLite, and inside the PNG. */
export const GenerationRecord = z.object({
  format: z.literal('verso-record'),
  version: z.literal(1),
  id: z.string(),
  task: z.enum(['txt2img', 'img2img', 'inpaint']),
  /** The request as replayed: `seed` is this picture's own and `count` is 1. */
  request: RecordedRequest,
  promptSent: SentPrompt,
  negativePromptSent: SentPrompt,
  /** What counted in each region of the request, in its order: the region's prompt with that of the whole picture. */
  regionPromptsSent: z.array(SentPrompt).default([]),
  samplerUsed: SamplerName,
  model: ModelReference,
  added: z.array(AddedPart).default([]),
  device: DeviceName,
  versions: z.record(z.string(), z.string()),
  createdAt: z.string(),
  timings: GenerationTimings,
  energy: z.object({ wattHours: z.number(), method: z.enum(['measured', 'estimate']) }),
  /** Pictures this one was made from: init, mask, those that a ControlNet followed, and where regions lay. */
  parents: z.array(z.object({ sha256: Sha256, role: z.enum(['init', 'mask', 'control', 'region']) })),
})
export type GenerationRecord = z.infer<typeof GenerationRecord>
