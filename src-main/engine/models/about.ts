import { z } from 'zod'
import { SamplerName } from '#shared/entities/generation-request.ts'

/** A file that lies beside `verso.json` itself: its plain name, no path and no control characters. */
const FileBeside = z
  .string()
  .max(200)
  .regex(/^[^/\\:\u0000-\u001f]+\.safetensors$/, 'must be the plain name of a .safetensors file')

/** `verso.json`: what a model made for Verso says of itself. Every part may be missing. */
export const About = z.object({
  name: z.string().min(1).max(200).optional(),
  licence: z.string().min(1).max(200).optional(),
  /** Its sampler stands in the scheduler's own file, where diffusers reads it too. */
  defaults: z
    .object({
      steps: z.number().int().min(1).max(1000),
      guidance: z.number().min(0).max(50),
    })
    .partial()
    .optional(),
  /** A LoRA in the same folder with which few steps are enough, and what it is run with. */
  quick: z
    .object({
      lora: FileBeside,
      steps: z.number().int().min(1).max(1000),
      guidance: z.number().min(0).max(50),
      sampler: SamplerName.optional(),
    })
    .nullish(),
  /** rgb = matrix · latent + bias, in 0 … 1: three rows of as many numbers as the latents have channels. */
  preview: z
    .object({
      matrix: z.array(z.array(z.number()).max(256)).length(3),
      bias: z.array(z.number()).length(3),
    })
    .nullish(),
})
export type About = z.infer<typeof About>
