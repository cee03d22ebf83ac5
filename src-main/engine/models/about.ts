import { z } from 'zod'
import { SamplerName } from '#shared/entities/generation-request.ts'

/** `verso.json`: what a model made for Verso says of itself. Every part may be missing. */
export const About = z.object({
  name: z.string().min(1).max(200).optional(),
  licence: z.string().min(1).max(200).optional(),
  defaults: z
    .object({
      steps: z.number().int().min(1).max(1000),
      guidance: z.number().min(0).max(50),
      sampler: SamplerName,
    })
    .partial()
    .optional(),
  /** rgb = matrix · latent + bias, in 0 … 1: three rows of as many numbers as the latents have channels. */
  preview: z
    .object({
      matrix: z.array(z.array(z.number()).max(256)).length(3),
      bias: z.array(z.number()).length(3),
    })
    .nullish(),
})
export type About = z.infer<typeof About>
