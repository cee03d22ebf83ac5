import { z } from 'zod'
import { SamplerName } from './generation-request.ts'
import { Sha256 } from './hash.ts'
import { regionModes } from './request-additions.ts'

/** A way to make a picture in few steps, by a LoRA that lies in the model's own folder. */
export const QuickWay = z.object({
  /** The name that a request gives the file; of a model outside of the models folder, its absolute path. */
  lora: z.string(),
  steps: z.number().int(),
  guidanceScale: z.number(),
  sampler: SamplerName,
})
export type QuickWay = z.infer<typeof QuickWay>

/** What a model file or folder is: family, components, licence, hash. Answer of `models inspect`. */
export const ModelCard = z.object({
  name: z.string(),
  path: z.string(),
  /** `sd1`, `sd2`, `sdxl`, `starter` …; told by config and tensors, never by the file's name. */
  family: z.string(),
  layout: z.enum(['diffusers', 'single-file', 'onnx']),
  components: z.array(z.object({ name: z.string(), parameters: z.number().int(), bytes: z.number().int() })),
  prediction: z.enum(['epsilon', 'v_prediction', 'sample']),
  /** Side of the square picture the model was trained on, in pixels. */
  nativeSize: z.number().int(),
  /** Channels of the denoiser's input: latents, or latents + mask + masked picture. */
  inputChannels: z.number().int(),
  latentChannels: z.number().int(),
  latentScale: z.number().int(),
  defaults: z.object({ steps: z.number().int(), guidanceScale: z.number(), sampler: SamplerName }),
  /** Null where the model has none. */
  quick: QuickWay.nullable(),
  /** In which ways it can mix regions. */
  regionModes: z.array(z.enum(regionModes)),
  licence: z.string().nullable(),
  hash: Sha256,
})
export type ModelCard = z.infer<typeof ModelCard>
