import { type Layer, activeLayer, newLayer } from '#shared/document/canvas-document.ts'
import { type Edit, addLayer, placeLayer } from '#shared/document/edits.ts'
import { groupsAround } from '#shared/document/layer-tree.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { withUsedColour } from '#editor/session.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { type TextDraft, type TextSettings, lineHeight } from '../draft.ts'
import type { WrittenText } from '../rasterise.ts'

export interface TextParts {
  readonly draft: Store<TextDraft | null>
  readonly settings: Store<TextSettings>
  write(draft: TextDraft, settings: TextSettings, colour: string): WrittenText | null
}

/** Letters of its text that a layer is named by. */
const nameLength = 40

/**
 * A press places the text; it is written in a field of its own over the canvas. A press elsewhere, Enter with Ctrl
 * and another tool put it down on a layer of its own; Escape gives it up.
 */
export function typing(editor: Editor, parts: TextParts): ToolState {
  const { draft, settings } = parts
  const cancel = () => {
    editor.pending.set(null)
    draft.set(null)
    return 'idle'
  }
  const put = () => {
    const text = draft.get()
    cancel()
    if (text) putText(editor, parts, text)
    return 'idle'
  }
  const place = (pointer: ToolPointer) => {
    if (!Number.isFinite(pointer.x + pointer.y)) return
    editor.settle()
    draft.set(placeAt(pointer, settings.get()))
    // Whatever else changes the document puts the text down first.
    editor.pending.set({ apply: () => void put(), cancel: () => void cancel() })
  }
  return {
    enter: place,
    down(pointer) {
      if (draft.get()?.text.trim()) return put()
      place(pointer)
      return undefined
    },
    keys: { apply: put },
    cancel,
    leave: put,
  }
}

/** The pointer is in the middle of the first line. */
function placeAt({ x, y }: ToolPointer, { size }: TextSettings): TextDraft {
  return { x: Math.round(x), y: Math.round(y - (size * lineHeight) / 2), text: '' }
}

function putText(editor: Editor, { settings, write }: TextParts, text: TextDraft): void {
  const { colour } = editor.session.get()
  const written = write(text, settings.get(), colour)
  if (!written) return
  const [line = ''] = text.text.trim().split('\n')
  const letters = [...line]
  const name = letters.length > nameLength ? `${letters.slice(0, nameLength).join('')}…` : line
  editor.edit('step.text', addOutside(editor, { ...newLayer(editor.newId(), 'raster', name), ...written }))
  editor.session.set((session) => withUsedColour(session, colour))
}

/** Right above the active layer; on top of all where that one's group is locked. */
function addOutside(editor: Editor, layer: Layer): Edit {
  const document = editor.document()
  const active = activeLayer(document)
  const closed = active && groupsAround(document, active.id).some(({ locked }) => locked)
  return closed ? placeLayer(layer, null, null) : addLayer(layer)
}
