import type { Pixels } from '#shared/document/pixels.ts'
import type { Editor } from '#editor/editor.ts'

/** The selection that there was last, to be selected again. */
export interface Memory {
  last(): Pixels | null
  watch(editor: Editor): () => void
}

export function createMemory(): Memory {
  const memory: { last: Pixels | null; seen: Pixels | null } = { last: null, seen: null }
  return {
    last: () => memory.last,
    watch: (editor) =>
      editor.history.subscribe(() => {
        const { selection } = editor.document()
        if (!selection && memory.seen) memory.last = memory.seen
        memory.seen = selection
      }),
  }
}
