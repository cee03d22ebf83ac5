export interface MoveSettings {
  /** Edges and middles are drawn to those of the page. */
  readonly snap: boolean
  /** A press chooses the layer under it, also without Ctrl. */
  readonly chooseLayer: boolean
}

export const plainMove: MoveSettings = { snap: true, chooseLayer: false }
