import { z } from 'zod'

const width = z.number().int().min(1).max(8192)
const name = z.string().regex(/^[\w.]+$/)

/** One layer of the matcher; what each kind computes is told in `about` of the file. */
const Layer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('convolution'),
    name,
    in: width,
    out: width,
    stride: z.number().int().min(1).max(4),
  }),
  z.object({ type: z.literal('residual'), name, width }),
  z.object({ type: z.literal('mean-over-quarters') }),
  z.object({ type: z.literal('linear'), name, in: width, out: width }),
])

/** `matcher/config.json`, as training/starter/matcher.py writes it. */
export const MatcherConfig = z.object({
  _class_name: z.literal('VersoMatcher'),
  /** Side of the pictures that it sees, in pixels. */
  input: z.object({ size: z.number().int().min(16).max(1024) }),
  layers: z.array(Layer).min(1).max(256),
})
export type MatcherConfig = z.infer<typeof MatcherConfig>
