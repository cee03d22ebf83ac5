import i18next from 'i18next'
import { type Layer, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, sequence } from '#shared/document/edits.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import type { Editor } from '#editor/editor.ts'
import { type LiftedLayers, liftLayers } from '#editor/moving/lift.ts'
import { chosenLayers, movedLayers } from '#editor/moving/targets.ts'
import { type Clip, clipOf } from './clip.ts'

/** What is selected of the chosen layers; null when there is nothing, or it may not be taken; that has been said. */
function take(editor: Editor): LiftedLayers | null {
  editor.settle()
  const layers = movedLayers(editor)
  if (!layers) return null
  const lifted = liftLayers(editor.document(), layers)
  if (lifted.pieces.length > 0) return lifted
  editor.say({ textKey: 'clipboard.nothing' })
  return null
}

export function copyPixels(editor: Editor): Clip | null {
  editor.settle()
  const document = editor.document()
  // What is locked can be looked at, so it can be copied.
  const clip = clipOf(editor, liftLayers(document, chosenLayers(editor)).pieces)
  if (!clip) editor.say({ textKey: 'clipboard.nothing' })
  return clip
}

export function cutPixels(editor: Editor): Clip | null {
  const lifted = take(editor)
  const clip = lifted && clipOf(editor, lifted.pieces)
  if (lifted && clip) editor.edit('step.cut', lifted.without)
  return clip
}

export function deletePixels(editor: Editor): void {
  const lifted = take(editor)
  if (lifted) editor.edit('step.delete-pixels', lifted.without)
}

/** New layers above the active one, where the pixels lay when they were copied; nothing stays selected. */
export function pasteClip(editor: Editor, { parts }: Clip): void {
  const layers = parts.map(({ kind, pixels, origins }): Layer => {
    const name = i18next.t('clipboard.pasted-name')
    return { ...newLayer(editor.newId(), kind, name), pixels, origins }
  })
  editor.edit('step.paste', sequence(...layers.map(addLayer), setSelection(null)))
}
