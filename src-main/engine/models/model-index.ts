import { z } from 'zod'

/** A component in `model_index.json`: its library and class; both null where the pipeline goes without. */
const Component = z.tuple([z.string().nullable(), z.string().nullable()])

export const ModelIndex = z.object({
  _class_name: z.string(),
  text_encoder: z.tuple([z.string(), z.enum(['CLIPTextModel', 'BertModel'])]),
  tokenizer: Component,
  unet: z.tuple([z.string(), z.literal('UNet2DConditionModel')]),
  vae: z.tuple([z.string(), z.literal('AutoencoderKL')]),
  scheduler: Component,
  text_encoder_2: z.tuple([z.null(), z.null()]).optional(),
})
export type ModelIndex = z.infer<typeof ModelIndex>
