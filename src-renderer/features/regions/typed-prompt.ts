import type { CanvasDocument, RegionPrompt } from '#shared/document/canvas-document.ts'
import { type Edit, changeLayer } from '#shared/document/edits.ts'
import type { Editor } from '#editor/editor.ts'

/** Changes what a region says; nothing else of its layer. */
export function changeRegion(id: string, change: Partial<RegionPrompt>): Edit {
  return (document) => {
    const region = document.layers[id]?.region
    if (!region) return document
    const next = { ...region, ...change }
    const same = next.prompt === region.prompt && next.weight === region.weight
    return same ? document : changeLayer(id, { region: next })(document)
  }
}

/** A prompt while it is typed: the document has each letter at once, and one step for all when the field is left. */
export interface TypedPrompt {
  type(text: string): void
  leave(): void
}

export function createTypedPrompt(editor: Editor, id: string): TypedPrompt {
  let before: string | null = null
  return {
    type(text) {
      before ??= promptOf(editor.document(), id)
      editor.amend(changeRegion(id, { prompt: text }))
    },
    leave() {
      const [from, to] = [before, promptOf(editor.document(), id)]
      before = null
      if (from === null || to === null || from === to) return
      editor.amend(changeRegion(id, { prompt: from }))
      editor.edit('step.region-prompt', changeRegion(id, { prompt: to }))
    },
  }
}

function promptOf(document: CanvasDocument, id: string): string | null {
  return document.layers[id]?.region?.prompt ?? null
}
