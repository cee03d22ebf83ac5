import type { Origins } from '#shared/document/canvas-document.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import type { Matrix } from '#shared/document/transform/matrix.ts'

/** Pixels of one layer that a gesture has taken out of the document. */
export interface LiftedPiece {
  readonly layerId: string
  /** In document coordinates, as they lay before. */
  readonly pixels: Pixels
  readonly opacity: number
  /** Which of them a model made, in document coordinates too. */
  readonly origins: Origins | null
}

/** Pixels in the hand of a gesture: shown where `matrix` takes them, and put down there when it ends. */
export interface Lifted {
  readonly pieces: readonly LiftedPiece[]
  /** Document → document. */
  readonly matrix: Matrix
  /** True: the outline of the selection goes along. */
  readonly outline: boolean
}
