import { z } from 'zod'

/** A component in `model_index.json`: its library and class; both null where the pipeline goes without. */
const Component = z.tuple([z.string().nullable(), z.string().nullable()])
const absent = z.tuple([z.null(), z.null()])

export const ModelIndex = z
  .object({
    _class_name: z.string(),
    text_encoder: z
      .union([
        absent,
        z.tuple([z.string(), z.enum(['CLIPTextModel', 'CLIPTextModelWithProjection', 'BertModel'])]),
      ])
      .default([null, null]),
    text_encoder_2: z
      .union([absent, z.tuple([z.string(), z.literal('CLIPTextModelWithProjection')])])
      .default([null, null]),
    tokenizer: Component.optional(),
    tokenizer_2: Component.optional(),
    unet: z.tuple([z.string(), z.literal('UNet2DConditionModel')]),
    vae: z.tuple([z.string(), z.literal('AutoencoderKL')]),
    scheduler: Component,
    /** SDXL: without a negative prompt, guidance starts from zeros in place of an empty prompt's states. */
    force_zeros_for_empty_prompt: z.boolean().default(true),
  })
  .refine(
    ({ text_encoder: first, text_encoder_2: second }) => first[1] !== null || second[1] !== null,
    'it names no text encoder',
  )
export type ModelIndex = z.infer<typeof ModelIndex>
