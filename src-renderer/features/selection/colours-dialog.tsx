import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { colourRange } from '#shared/document/selection/similar.ts'
import { useEditor } from '#editor/editor-context.ts'
import { parseColour } from '#editor/pixels/blend.ts'
import { samplePage } from '#editor/selecting/sample-page.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Slider } from '#ui/slider.tsx'
import { AnswerButtons } from './answer-buttons.tsx'
import { usePreview } from './use-preview.ts'

/** Selects everything of one colour in the picture, as nearly as is wanted. */
export function ColoursDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const [colour, setColour] = useState(() => editor.session.get().colour)
  const [tolerance, setTolerance] = useState(40)
  const [picture] = useState(() => samplePage(editor.document(), true))
  const keep = usePreview(editor, `${colour} ${String(tolerance)}`, () => {
    const data = colourRange(picture, [...parseColour(colour), 255], { tolerance, antialias: true })
    return pixelsOf({ area: { x: 0, y: 0, width: picture.width, height: picture.height }, data })
  })
  return (
    <Dialog title={t('command.select-colours')} onClose={onClose}>
      <label className="colours-colour">
        <span>{t('selection.colour')}</span>
        <input
          type="color"
          className="swatch current"
          value={colour}
          onChange={(event) => setColour(event.target.value)}
        />
      </label>
      <Slider label={t('selection.tolerance')} value={tolerance} min={0} max={255} onChange={setTolerance} />
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
