import { changeLayer } from '#shared/document/edits.ts'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import { useEditor } from '#editor/editor-context.ts'

/** A change of an adjustment as a gesture (`start`, `show` …, `end`: one step), or at once. */
export interface Adjusting {
  start(): void
  show(adjustment: Adjustment): void
  end(): void
  cancel(): void
  set(adjustment: Adjustment): void
}

export function useAdjust(layerId: string): Adjusting {
  const editor = useEditor()
  return {
    start: () => editor.begin(),
    show: (adjustment) => editor.update(changeLayer(layerId, { adjustment })),
    end: () => editor.commit('step.adjustment'),
    cancel: () => editor.cancel(),
    set: (adjustment) => editor.edit('step.adjustment', changeLayer(layerId, { adjustment })),
  }
}
