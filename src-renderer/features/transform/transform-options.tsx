import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorParts } from '#editor/editor-context.ts'
import { Check as Tick } from '#ui/controls/check.tsx'
import { Button } from '#ui/button.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { useStore } from '#ui/store.ts'
import { type Measure, measure, withMeasure } from './measure.ts'
import { showFrame } from './show-frame.ts'
import { TurnButtons } from './turn-buttons.tsx'
import type { TransformBench } from './work.ts'

/** The transform in hand in numbers, its flips and turns, and yes or no. */
export function TransformOptions({ bench }: { bench: TransformBench }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const { tools } = useEditorParts()
  const work = useStore(bench.work)
  const filter = useStore(bench.filter)
  if (!work) return null
  const now = measure(work)
  const change = (part: Partial<Measure>) => {
    bench.set(withMeasure(work, part))
    showFrame(editor, bench)
  }
  const side = { min: 1, max: 32_768 }
  const place = { min: -32_768, max: 32_768 }
  return (
    <>
      <Button icon={X} variant="quiet" onClick={() => tools.cancel()}>
        {t('action.cancel')}
      </Button>
      <Button icon={Check} variant="accent" onClick={() => tools.key('apply')}>
        {t('action.apply')}
      </Button>
      <NumberField
        label={t('transform.x')}
        value={Math.round(now.x)}
        {...place}
        onChange={(x) => change({ x })}
      />
      <NumberField
        label={t('transform.y')}
        value={Math.round(now.y)}
        {...place}
        onChange={(y) => change({ y })}
      />
      <NumberField
        label={t('transform.width')}
        value={Math.round(now.width)}
        {...side}
        onChange={(width) => change({ width })}
      />
      <NumberField
        label={t('transform.height')}
        value={Math.round(now.height)}
        {...side}
        onChange={(height) => change({ height })}
      />
      <NumberField
        label={t('transform.angle')}
        value={Number(now.angle.toFixed(1))}
        step={0.1}
        min={-180}
        max={180}
        unit="°"
        onChange={(angle) => change({ angle })}
      />
      <TurnButtons bench={bench} />
      <Tick
        label={t('transform.hard')}
        hint={t('transform.hard-hint')}
        value={filter === 'nearest'}
        onChange={(hard) => bench.filter.set(hard ? 'nearest' : 'lanczos')}
      />
    </>
  )
}
