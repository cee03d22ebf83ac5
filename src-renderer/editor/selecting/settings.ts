import type { SelectionMode } from '#shared/document/selection/combine.ts'

/** What all tools that select have in common; lengths in document pixels. */
export interface SelectingSettings {
  readonly mode: SelectionMode
  readonly antialias: boolean
  readonly feather: number
  /** Largest difference of colours that the wand takes for alike, 0 … 255. */
  readonly tolerance: number
  /** Only what hangs together with the place that was pressed. */
  readonly contiguous: boolean
  /** The wand looks at the whole picture, not at the active layer alone. */
  readonly sampleAll: boolean
}

export const plainSelecting: SelectingSettings = {
  ...{ mode: 'replace', antialias: true, feather: 0, tolerance: 32, contiguous: true, sampleAll: true },
}
