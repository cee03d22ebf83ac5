import { z } from 'zod'

/** Somebody whose works a model learned from, on which terms, and how many works they were. */
export const Contributor = z.object({
  author: z.string(),
  licence: z.string(),
  link: z.string(),
  works: z.number().int(),
})
export type Contributor = z.infer<typeof Contributor>
