import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setPageArea } from '#shared/document/page-area.ts'
import type { Store } from '#shared/store.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { useStore } from '#ui/store.ts'
import { AnchorChoice } from './anchor-choice.tsx'
import { type Anchor, pageAround } from './anchors.ts'
import './page-dialog.css'

export function createPageDialog(open: Store<boolean>): ComponentType {
  return function PageDialogSlot() {
    return useStore(open) ? <PageDialog onClose={() => open.set(false)} /> : null
  }
}

/** The page gets another size; the picture keeps its place at the chosen side, and no pixel is lost. */
function PageDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const page = useDocument(({ width, height }) => ({ width, height }))
  const [size, setSize] = useState(page)
  const [anchor, setAnchor] = useState<Anchor>({ x: 0.5, y: 0.5 })
  const side = { min: 64, max: 32_768 }
  const apply = () => {
    editor.edit('step.page-size', setPageArea(pageAround(editor.document(), size, anchor)))
    onClose()
  }
  return (
    <Dialog title={t('page.title')} onClose={onClose}>
      <NumberField
        label={t('page.width')}
        unit="px"
        value={size.width}
        {...side}
        onChange={(width) => setSize({ ...size, width })}
      />
      <NumberField
        label={t('page.height')}
        unit="px"
        value={size.height}
        {...side}
        onChange={(height) => setSize({ ...size, height })}
      />
      <AnchorChoice value={anchor} onChange={setAnchor} />
      <p className="page-note">{t('page.keeps')}</p>
      <div className="page-answers">
        <Button variant="quiet" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button variant="accent" onClick={apply}>
          {t('action.apply')}
        </Button>
      </div>
    </Dialog>
  )
}
