import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import type { Adjustment, Curve } from '#shared/entities/adjustment.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { CurveEditor } from './curve-editor.tsx'
import { addMiddlePoint, movePoint } from './curve-points.ts'
import type { Adjusting } from './use-adjust.ts'

const channels = ['all', 'red', 'green', 'blue'] as const

interface CurvesFieldsProps {
  layer: Layer
  adjustment: Extract<Adjustment, { kind: 'curves' }>
  adjusting: Adjusting
}

/** A curve for all channels and one for each, with the point in hand as numbers. */
export function CurvesFields({ layer, adjustment, adjusting }: CurvesFieldsProps) {
  const { t } = useTranslation()
  const [channel, setChannel] = useState<(typeof channels)[number]>('all')
  const [chosen, setChosen] = useState(0)
  const curve = adjustment[channel]
  const at = Math.min(chosen, curve.length - 1)
  const point = curve[at] ?? { x: 0, y: 0 }
  const withCurve = (next: Curve) => ({ ...adjustment, [channel]: next })
  const add = () => {
    const added = addMiddlePoint(curve)
    setChosen(added.at)
    adjusting.set(withCurve(added.curve))
  }
  return (
    <>
      <div className="segments" role="radiogroup" aria-label={t('adjustment.channel')}>
        {channels.map((name) => (
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={name === channel}
            onClick={() => (setChannel(name), setChosen(0))}
          >
            {t(`adjustment.channel-${name}`)}
          </button>
        ))}
      </div>
      <CurveEditor
        {...{ layer, channel, curve, at }}
        onChoose={setChosen}
        adjusting={{
          ...adjusting,
          show: (next) => adjusting.show(withCurve(next)),
          set: (next) => adjusting.set(withCurve(next)),
        }}
      />
      <div className="curve-numbers">
        <span aria-hidden>{t('adjustment.curve-in')}</span>
        <NumberField
          bare
          label={t('adjustment.curve-in')}
          value={point.x}
          min={0}
          max={255}
          onChange={(x) => adjusting.set(withCurve(movePoint(curve, at, { x, y: point.y })))}
        />
        <span aria-hidden>{t('adjustment.curve-out')}</span>
        <NumberField
          bare
          label={t('adjustment.curve-out')}
          value={point.y}
          min={0}
          max={255}
          onChange={(y) => adjusting.set(withCurve(movePoint(curve, at, { x: point.x, y })))}
        />
        <IconButton icon={Plus} size="small" label={t('adjustment.curve-add')} onClick={add} />
      </div>
    </>
  )
}
