import { z } from 'zod'

const byte = z.number().min(0).max(255)

/** Points of a curve over 0 … 255, by rising x; the first and the last reach to the ends. */
const Curve = z
  .array(z.object({ x: byte, y: byte }))
  .min(2)
  .max(16)
export type Curve = z.infer<typeof Curve>

/** Black and white points going in and coming out (0 … 255), gamma between them; for all three channels alike. */
const Levels = z.object({
  kind: z.literal('levels'),
  inBlack: byte.default(0),
  inWhite: byte.default(255),
  gamma: z.number().min(0.1).max(10).default(1),
  outBlack: byte.default(0),
  outWhite: byte.default(255),
})

/** A curve for all channels and then one for each. */
const Curves = z.object({
  kind: z.literal('curves'),
  all: Curve,
  red: Curve,
  green: Curve,
  blue: Curve,
})

/** Hue in degrees, saturation and lightness in percent, each as a change. */
const HueSaturation = z.object({
  kind: z.literal('hue-saturation'),
  hue: z.number().min(-180).max(180).default(0),
  saturation: z.number().min(-100).max(100).default(0),
  lightness: z.number().min(-100).max(100).default(0),
})

/** Gaussian blur; the radius is its standard deviation in document pixels. */
const Blur = z.object({ kind: z.literal('blur'), radius: z.number().min(0).max(200).default(8) })

/** What an adjustment layer does to everything beneath it in its group. */
export const Adjustment = z.discriminatedUnion('kind', [Levels, Curves, HueSaturation, Blur])
export type Adjustment = z.infer<typeof Adjustment>
export type AdjustmentKind = Adjustment['kind']
