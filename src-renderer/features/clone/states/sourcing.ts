import type { Editor } from '#editor/editor.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { type Stamp, showSource } from '../stamp.ts'

/** While Alt is held: the press says where pixels come from. */
export function sourcing(editor: Editor, stamp: Stamp): ToolState {
  const set = ({ x, y }: ToolPointer) => {
    if (Number.isFinite(x + y)) Object.assign(stamp, { source: { x, y }, shift: null })
    showSource(editor, stamp, null)
    return undefined
  }
  return { enter: (pointer) => void set(pointer), move: set, up: () => 'idle', cancel: () => 'idle' }
}

/** Waits, and shows where the next stroke would take its pixels from. */
export function idle(editor: Editor, stamp: Stamp): ToolState {
  return {
    down: ({ alt }) => (alt ? 'sourcing' : 'stamping'),
    hover(pointer) {
      showSource(editor, stamp, pointer)
      return undefined
    },
    leave: () => editor.sketch.set(null),
    cancel: () => 'idle',
  }
}
