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
  readonly steps: number
  /** Shown beside the canvas, or over it in place. */
  readonly place: 'beside' | 'over'
  readonly picture: LivePicture | null
}

export const liveOff: LiveState = {
  ...{ on: false, busy: false, waiting: false, steps: 6, place: 'beside', picture: null },
}
