import type { Rectangle } from '#shared/entities/studio-document.ts'

/** The newest live picture. */
export interface LivePicture {
  readonly frame: number
  /** All that the model was shown, with the new part in it. */
  readonly whole: ImageBitmap
  /** The new part alone: clear where its mask does not cover. */
  readonly image: ImageBitmap
  readonly bounds: Rectangle
  readonly feather: number
  readonly milliseconds: number
  readonly prompt: string
}

export interface LiveState {
  readonly on: boolean
  /** A picture is under way. */
  readonly busy: boolean
  /** The queue is at work, and goes first. */
  readonly waiting: boolean
  /** Steps where the quick way is not used. */
  readonly steps: number
  /** The model's quick way is used where it has one. */
  readonly quick: boolean
  /** Shown beside the canvas, or over it in place. */
  readonly place: 'beside' | 'over'
  readonly picture: LivePicture | null
}

export const liveOff: LiveState = {
  ...{ on: false, busy: false, waiting: false, steps: 6, quick: true, place: 'beside', picture: null },
}
