import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import { Slider } from '#ui/slider.tsx'
import { Histogram } from './histogram.tsx'
import type { Adjusting } from './use-adjust.ts'

type Levels = Extract<Adjustment, { kind: 'levels' }>

interface LevelsFieldsProps {
  layer: Layer
  adjustment: Levels
  adjusting: Adjusting
}

/** Black, middle and white of what goes in, under its histogram, and of what comes out. */
export function LevelsFields({ layer, adjustment, adjusting }: LevelsFieldsProps) {
  const { t } = useTranslation()
  const { inBlack, inWhite, gamma, outBlack, outWhite } = adjustment
  const slider = (label: string, key: keyof Levels, value: number, limits: Limits) => (
    <Slider
      label={label}
      value={value}
      {...limits}
      onStart={adjusting.start}
      onChange={(next) => adjusting.show({ ...adjustment, [key]: next })}
      onEnd={adjusting.end}
    />
  )
  return (
    <>
      <div className="levels-histogram">
        <Histogram layerId={layer.id} channel="light" />
        <span className="levels-mark" style={{ left: `${(inBlack / 255) * 100}%` }} />
        <span className="levels-mark" style={{ left: `${(inWhite / 255) * 100}%` }} />
      </div>
      {slider(t('adjustment.in-black'), 'inBlack', inBlack, { min: 0, max: Math.max(0, inWhite - 1) })}
      {slider(t('adjustment.gamma'), 'gamma', gamma, { min: 0.1, max: 10, step: 0.01 })}
      {slider(t('adjustment.in-white'), 'inWhite', inWhite, { min: Math.min(254, inBlack + 1), max: 255 })}
      {slider(t('adjustment.out-black'), 'outBlack', outBlack, byte)}
      {slider(t('adjustment.out-white'), 'outWhite', outWhite, byte)}
    </>
  )
}

interface Limits {
  min: number
  max: number
  step?: number
}

const byte: Limits = { min: 0, max: 255 }
