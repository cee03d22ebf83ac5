import { z } from 'zod'

/** A phrase and how well it agrees with a picture: −1 … 1, the dot product of their vectors. It is no probability. */
export const Likeness = z.object({ phrase: z.string(), likeness: z.number().min(-1.01).max(1.01) })
export type Likeness = Readonly<z.infer<typeof Likeness>>

const nearest = z.array(Likeness).readonly()

/** What a picture is nearest to among the phrases that a matcher knows, the nearest first in each list. */
export const PictureDescription = z.object({
  things: nearest,
  styles: nearest,
  backgrounds: nearest,
  places: nearest,
})
export type PictureDescription = Readonly<z.infer<typeof PictureDescription>>
