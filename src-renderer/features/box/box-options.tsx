import { Maximize } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { setBox } from '#shared/document/edits.ts'
import type { Store } from '#shared/store.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { keepNearPage, minBoxSide } from '#editor/stage/box-handles.ts'
import { Button } from '#ui/button.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { Select } from '#ui/select.tsx'
import { useStore } from '#ui/store.ts'
import { type BoxSettings, boxMultiples } from './box-settings.ts'

const mostSide = 8192

/** The box in numbers. */
export function BoxOptions({ settings }: { settings: Store<BoxSettings> }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const { multiple } = useStore(settings)
  const { box, width, height } = useDocument(({ box, width, height }) => ({ box, width, height }))
  const change = (part: Partial<Rectangle>) =>
    editor.edit('step.box', setBox(keepNearPage({ ...box, ...part }, { width, height })))
  return (
    <>
      <NumberField
        label={t('box.x')}
        value={box.x}
        min={-mostSide}
        max={width}
        onChange={(x) => change({ x })}
      />
      <NumberField
        label={t('box.y')}
        value={box.y}
        min={-mostSide}
        max={height}
        onChange={(y) => change({ y })}
      />
      <NumberField
        label={t('box.width')}
        value={box.width}
        min={minBoxSide}
        max={mostSide}
        onChange={(next) => change({ width: next })}
      />
      <NumberField
        label={t('box.height')}
        value={box.height}
        min={minBoxSide}
        max={mostSide}
        onChange={(next) => change({ height: next })}
      />
      <Select
        label={t('box.snap')}
        value={String(multiple)}
        options={boxMultiples.map((side) => ({
          value: String(side),
          label: side === 1 ? t('box.snap-none') : t('box.snap-multiple', { side }),
        }))}
        onChange={(value) => {
          const side = boxMultiples.find((each) => String(each) === value)
          if (side) settings.set({ multiple: side })
        }}
      />
      <Button icon={Maximize} variant="quiet" onClick={() => change({ x: 0, y: 0, width, height })}>
        {t('box.whole-page')}
      </Button>
    </>
  )
}
