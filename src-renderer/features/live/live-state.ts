import type { Rectangle } from '#shared/entities/studio-document.ts'

/** The newest live picture, as it is shown: clear where its mask does not cover. */
export interface LivePicture {
  readonly frame: number
  readonly image: ImageBitmap
  readonly bounds: Rectangle
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
