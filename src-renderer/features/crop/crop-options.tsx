import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorParts } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { Check as Tick } from '#ui/controls/check.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { Select } from '#ui/select.tsx'
import { useStore } from '#ui/store.ts'
import { type CropRatio, cropRatios, dragFrame, ratioOf } from './crop-settings.ts'
import type { CropBench } from './frame.ts'

/** The frame in numbers, its proportions, and yes or no. */
export function CropOptions({ bench }: { bench: CropBench }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const { tools } = useEditorParts()
  const frame = useStore(bench.frame)
  const settings = useStore(bench.settings)
  if (!frame) return null
  const chooseRatio = (ratio: CropRatio) => {
    bench.settings.set((before) => ({ ...before, ratio }))
    const kept = ratioOf(ratio, editor.document())
    if (kept !== null) bench.set(dragFrame(frame, { x: 1, y: 0.5 }, 0, 0, kept))
  }
  const side = { min: 1, max: 32_768 }
  return (
    <>
      <Button icon={X} variant="quiet" onClick={() => tools.cancel()}>
        {t('action.cancel')}
      </Button>
      <Button icon={Check} variant="accent" onClick={() => tools.key('apply')}>
        {t('action.apply')}
      </Button>
      <NumberField
        label={t('page.width')}
        value={frame.width}
        {...side}
        onChange={(width) => bench.set({ ...frame, width })}
      />
      <NumberField
        label={t('page.height')}
        value={frame.height}
        {...side}
        onChange={(height) => bench.set({ ...frame, height })}
      />
      <Select
        label={t('crop.ratio')}
        value={settings.ratio}
        options={cropRatios.map((ratio) => ({
          value: ratio,
          label: ratio === 'free' ? t('crop.free') : ratio === 'same' ? t('crop.same') : ratio,
        }))}
        onChange={chooseRatio}
      />
      <Tick
        label={t('crop.delete')}
        hint={t('crop.delete-hint')}
        value={settings.deletePixels}
        onChange={(deletePixels) => bench.settings.set((before) => ({ ...before, deletePixels }))}
      />
    </>
  )
}
