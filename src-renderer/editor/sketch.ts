import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Point } from './camera.ts'

/** `ants` is the outline of a selection on its way, `frame` what handles sit on, `guide` helps to line things up. */
export type SketchLineKind = 'ants' | 'frame' | 'guide'

export interface SketchLine {
  readonly kind: SketchLineKind
  readonly points: readonly Point[]
  readonly closed: boolean
}

/** How what is being selected counts with what is selected already; shown beside the cursor. */
export type SketchBadge = 'add' | 'subtract' | 'intersect' | 'pick'

/** What a tool shows over the canvas without it being pixels; everything in document coordinates. */
export interface Sketch {
  readonly lines?: readonly SketchLine[]
  readonly handles?: readonly Point[]
  /** Everything outside of it is darkened. */
  readonly keep?: Rectangle
  readonly badge?: SketchBadge
  /** Numbers beside a point, such as `320 × 200`. */
  readonly label?: { readonly at: Point; readonly text: string }
  /** A colour under the pointer, shown beside it. */
  readonly swatch?: string
}
