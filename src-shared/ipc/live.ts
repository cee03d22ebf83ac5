import { z } from 'zod'
import { Sha256 } from '../entities/hash.ts'

/** A picture of live mode: it lies in memory only, at `verso://preview/live-<frame>`, until the next one comes. */
export const LiveFrame = z.object({
  frame: z.number().int(),
  milliseconds: z.number(),
})
export type LiveFrame = z.infer<typeof LiveFrame>

/** What became of a live request: a picture, overtaken by a newer request, or the queue is at work and goes first. */
export const LiveAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frame'), frame: LiveFrame }),
  z.object({ kind: z.literal('superseded') }),
  z.object({ kind: z.literal('queue-first') }),
])
export type LiveAnswer = z.infer<typeof LiveAnswer>

/** A live picture that the artist took: it is in the library now, with its record, and so is its mask. */
export const LiveKept = z.object({ sha256: Sha256, mask: Sha256.nullable() })
export type LiveKept = z.infer<typeof LiveKept>
