import { useEffect } from 'react'
import type { Pixels } from '#shared/document/pixels.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import type { Editor } from '#editor/editor.ts'

/** A short rest, so that dragging a slider does not wait for each of its values. */
const restMs = 60

/**
 * Shows on the canvas what `make` makes of the selection, anew when `value` changes. Returns a function that keeps
 * it as one step; when the dialog goes without it, all is as it was.
 */
export function usePreview(editor: Editor, value: unknown, make: () => Pixels): () => void {
  useEffect(() => {
    editor.begin()
    return () => editor.cancel()
  }, [editor])
  useEffect(() => {
    const timer = setTimeout(() => editor.update(setSelection(make())), restMs)
    return () => clearTimeout(timer)
    // What it is made from stands still while the dialog is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editor, value])
  return () => {
    editor.update(setSelection(make()))
    if (!editor.document().selection) editor.say({ textKey: 'selection.nothing-left' })
    editor.commit('step.select')
  }
}
