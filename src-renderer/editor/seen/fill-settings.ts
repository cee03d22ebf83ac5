import type { PreFill } from '#shared/document/fill/pre-fill.ts'
import { usualFeather } from '#shared/document/mask-clip.ts'
import type { Verb } from './verb.ts'

export const fillIntents = ['fill', 'expand', 'add', 'remove', 'background'] as const
export type FillIntent = (typeof fillIntents)[number]

/** How a masked part, or the room around a picture, is made. All of it stands in the window; nothing else counts. */
export interface FillSettings {
  readonly intent: FillIntent
  /** What the model finds in the mask. */
  readonly preFill: PreFill
  /** How much of that is made anew, 0 … 1. */
  readonly strength: number
  /** Everything but the mask is made anew. */
  readonly invert: boolean
  /** The seam runs over this many document pixels, inside the mask. */
  readonly feather: number
  /** The same where a picture is gone on with: there the seam crosses what should look like one piece. */
  readonly roomFeather: number
  readonly colourMatch: boolean
  /** Only what is around the mask is shown to the model, as large as it can; else the whole box. */
  readonly crop: boolean
  /** What happens to a box that is partly empty: `auto` goes on with a solid picture and refines a sketch. */
  readonly emptyPart: 'auto' | 'outpaint' | 'refine'
}

export const defaultFill: FillSettings = {
  ...{ intent: 'fill', preFill: 'none', strength: 0.85, invert: false, feather: usualFeather },
  roomFeather: 24,
  ...{ colourMatch: true, crop: true, emptyPart: 'auto' },
}

/** What an intent sets; the artist sees it and may change it. */
export const intentSettings: Readonly<
  Record<FillIntent, Pick<FillSettings, 'preFill' | 'strength' | 'invert'>>
> = {
  fill: { preFill: 'none', strength: 0.85, invert: false },
  expand: { preFill: 'edge', strength: 0.9, invert: false },
  add: { preFill: 'none', strength: 0.95, invert: false },
  remove: { preFill: 'blur', strength: 0.6, invert: false },
  background: { preFill: 'grey', strength: 1, invert: true },
}

/** How wide the seam is for this verb. */
export function featherOf(verb: Verb, { feather, roomFeather }: FillSettings): number {
  return verb === 'outpaint' ? roomFeather : feather
}
