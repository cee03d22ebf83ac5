import type { Editor } from '#editor/editor.ts'
import type { ToolState } from '#editor/tools/tool.ts'
import type { TransformBench } from '../work.ts'
import { showFrame } from '../show-frame.ts'

/** The frame waits for a press; Enter or another tool applies, Escape gives it up. */
export function editing(editor: Editor, bench: TransformBench): ToolState {
  const idle = () => {
    editor.sketch.set(null)
    return 'idle'
  }
  const gone = () => (bench.work.get() ? undefined : idle())
  return {
    // What waited may have been applied by something else that changed the document.
    hover: gone,
    down: () => gone() ?? 'dragging',
    keys: { apply: () => (bench.apply() ? idle() : undefined) },
    cancel() {
      bench.cancel()
      return idle()
    },
    leave() {
      if (!bench.apply()) bench.cancel()
      idle()
    },
    resume() {
      if (!bench.work.get()) return idle()
      showFrame(editor, bench)
      return undefined
    },
  }
}
