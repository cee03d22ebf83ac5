import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { useParts } from '../parts-context.ts'
import type { Desk } from './desk.ts'
import { newState } from './load-document.ts'

const largestSide = 16_384

/** Asks for the size of a new page. The prompt panel goes along. */
export function NewDocument({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const { t } = useTranslation()
  const { client, editor } = useParts()
  const page = editor.document()
  const [size, setSize] = useState({ width: page.width, height: page.height })
  const make = async () => {
    const { request, seedLocked } = editor.draft.get()
    const state = newState(size.width, size.height, { request, seedLocked })
    if (await desk.show(() => client.api('documents.new', { name: '', state }))) onClose()
  }
  return (
    <Dialog title={t('command.new-document')} onClose={onClose}>
      <div className="new-document">
        <NumberField
          label={t('document.width')}
          value={size.width}
          min={16}
          max={largestSide}
          unit="px"
          onChange={(width) => setSize({ ...size, width })}
        />
        <NumberField
          label={t('document.height')}
          value={size.height}
          min={16}
          max={largestSide}
          unit="px"
          onChange={(height) => setSize({ ...size, height })}
        />
      </div>
      <p className="documents-hint">{t('document.new-hint')}</p>
      <div className="documents-actions">
        <span className="spacer" />
        <Button variant="accent" onClick={() => void make()}>
          {t('document.make')}
        </Button>
      </div>
    </Dialog>
  )
}
