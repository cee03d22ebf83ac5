import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Adjustment, adjustOutline } from '#shared/document/selection/adjust.ts'
import { emptyPixels } from '#shared/document/pixels.ts'
import { useEditor } from '#editor/editor-context.ts'
import { Slider } from '#ui/slider.tsx'
import { AnswerButtons } from './answer-buttons.tsx'
import { usePreview } from './use-preview.ts'
import { Dialog } from '#ui/dialog.tsx'

interface OutlineDialogProps {
  how: Adjustment
  onClose(): void
}

/** Asks by how many pixels the outline is to change, and shows it on the canvas. */
export function OutlineDialog({ how, onClose }: OutlineDialogProps) {
  const { t } = useTranslation()
  const editor = useEditor()
  const [by, setBy] = useState(how === 'border' ? 10 : 5)
  const [base] = useState(() => editor.document().selection)
  const keep = usePreview(editor, by, () =>
    base ? adjustOutline(base, how, by, editor.document()) : emptyPixels(1),
  )
  const titles = {
    feather: t('command.select-feather'),
    grow: t('command.select-grow'),
    shrink: t('command.select-shrink'),
    border: t('command.select-border'),
    smooth: t('command.select-smooth'),
  }
  return (
    <Dialog title={titles[how]} onClose={onClose}>
      <Slider label={t('selection.by')} unit="px" value={by} min={1} max={250} onChange={setBy} />
      <AnswerButtons
        onCancel={onClose}
        onAccept={() => {
          keep()
          onClose()
        }}
      />
    </Dialog>
  )
}
