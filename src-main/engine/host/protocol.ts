import { z } from 'zod'
import { AddedPart, GenerationTimings, SentPrompt } from '#shared/entities/generation-record.ts'
import { DeviceName, NoiseName, SamplerName, ScheduleName } from '#shared/entities/generation-request.ts'
import { ModelCard } from '#shared/entities/model-card.ts'
import { PictureDescription } from '#shared/entities/picture-description.ts'
import { RequestAdditions } from '#shared/entities/request-additions.ts'
import { AppError } from '#shared/errors.ts'

/** What goes to the engine's process and what comes back. Each side validates what arrives. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes')
const floats = z.custom<Float32Array>((value) => value instanceof Float32Array, 'not floats')
const side = z.number().int().min(1)
const Picture = z
  .object({ width: side, height: side, data: bytes })
  .refine(({ width, height, data }) => data.length === width * height * 3, 'The pixels do not fit the size.')
const Mask = z
  .object({ width: side, height: side, data: bytes })
  .refine(({ width, height, data }) => data.length === width * height, 'The mask does not fit its size.')
const id = z.number().int()

/** Types only: whether a value makes sense is for the engine to say, in words. */
const Request = RequestAdditions.omit({ controls: true, regions: true, upscale: true }).extend({
  upscaler: z.string().nullable(),
  controls: z
    .array(
      z.object({
        modelPath: z.string(),
        image: Picture,
        scale: z.number(),
        start: z.number(),
        end: z.number(),
      }),
    )
    .readonly(),
  regions: z.array(z.object({ prompt: z.string(), mask: Mask, weight: z.number() })).readonly(),
  modelPath: z.string(),
  prompt: z.string(),
  negativePrompt: z.string(),
  seed: z.number(),
  noise: NoiseName,
  steps: z.number(),
  sampler: SamplerName.nullable(),
  schedule: ScheduleName.nullable(),
  guidanceScale: z.number(),
  width: z.number(),
  height: z.number(),
  count: z.number(),
  init: Picture.nullable(),
  strength: z.number(),
  mask: Mask.nullable(),
  device: DeviceName,
  attention: z.boolean(),
})

export const ToEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), id, request: Request }),
  z.object({
    kind: z.literal('upscale'),
    id,
    request: z.object({
      file: z.string(),
      picture: Picture,
      factor: z.union([z.literal(2), z.literal(4)]),
      device: DeviceName,
    }),
  }),
  z.object({ kind: z.literal('cancel'), id }),
  z.object({ kind: z.literal('describe'), id, modelPath: z.string() }),
  z.object({
    kind: z.literal('describe-picture'),
    id,
    request: z.object({ modelPath: z.string(), picture: Picture, count: z.number() }),
  }),
  z.object({
    kind: z.literal('embed'),
    id,
    request: z.union([
      z.object({ modelPath: z.string(), picture: Picture }).strict(),
      z.object({ modelPath: z.string(), texts: z.array(z.string()).readonly() }).strict(),
    ]),
  }),
  z.object({ kind: z.literal('devices'), id }),
])
export type ToEngine = z.infer<typeof ToEngine>

const Progress = z.object({
  picture: z.number(),
  pictures: z.number(),
  stage: z.enum(['load', 'encode', 'denoise', 'decode']),
  step: z.number(),
  steps: z.number(),
  secondsLeft: z.number().nullable(),
  preview: Picture.nullable(),
})

export type Made = z.infer<typeof Made>
const Made = z.object({
  seed: z.number(),
  picture: Picture,
  latents: z.object({ shape: z.array(z.number()), data: floats }),
  attention: z.object({ shape: z.array(z.number()), data: floats, words: z.array(z.string()) }).nullable(),
})

/** Of a run's result all but the pictures, which came before it one by one. */
const Result = z.object({
  card: ModelCard,
  added: z.array(AddedPart).readonly(),
  promptSent: SentPrompt,
  negativePromptSent: SentPrompt,
  regionPromptsSent: z.array(SentPrompt).readonly(),
  sampler: SamplerName,
  device: DeviceName,
  versions: z.record(z.string(), z.string()),
  timings: GenerationTimings,
})

export const FromEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), id, progress: Progress }),
  z.object({ kind: z.literal('picture'), id, picture: Made }),
  z.object({ kind: z.literal('result'), id, result: Result }),
  z.object({ kind: z.literal('upscaled'), id, picture: Picture }),
  z.object({ kind: z.literal('card'), id, card: ModelCard }),
  z.object({ kind: z.literal('description'), id, description: PictureDescription }),
  z.object({ kind: z.literal('vectors'), id, vectors: z.array(floats) }),
  z.object({ kind: z.literal('devices'), id, devices: z.array(DeviceName) }),
  z.object({ kind: z.literal('failed'), id, error: AppError }),
])
export type FromEngine = z.infer<typeof FromEngine>
