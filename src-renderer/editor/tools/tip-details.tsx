import { useTranslation } from 'react-i18next'
import { blendModes } from '#shared/entities/blend-mode.ts'
import { Check } from '#ui/controls/check.tsx'
import { Percent } from '#ui/controls/percent.tsx'
import { Select } from '#ui/select.tsx'
import { Slider } from '#ui/slider.tsx'
import type { Tip } from '../session.ts'
import './tip-details.css'

interface TipDetailsProps {
  tip: Tip
  colours: boolean
  onChange(change: Partial<Tip>): void
}

/** What of a tip is set seldom: form, spacing, smoothing, and what the pen steers. */
export function TipDetails({ tip, colours, onChange }: TipDetailsProps) {
  const { t } = useTranslation()
  return (
    <div className="tip-details">
      {colours && (
        <Select
          label={t('tip.blend')}
          value={tip.blend}
          options={blendModes.map((mode) => ({ value: mode, label: t(`blend.${mode}`) }))}
          onChange={(blend) => onChange({ blend })}
        />
      )}
      <Percent
        label={t('tip.smoothing')}
        value={tip.smoothing}
        min={0}
        onChange={(smoothing) => onChange({ smoothing })}
      />
      <Percent
        label={t('tip.spacing')}
        value={tip.spacing}
        min={2}
        onChange={(spacing) => onChange({ spacing })}
      />
      <Percent
        label={t('tip.roundness')}
        value={tip.roundness}
        min={10}
        onChange={(roundness) => onChange({ roundness })}
      />
      <Slider
        label={t('tip.angle')}
        unit="°"
        value={tip.angle}
        min={-90}
        max={90}
        onChange={(angle) => onChange({ angle })}
      />
      {colours && (
        <Percent label={t('tip.grain')} value={tip.grain} min={0} onChange={(grain) => onChange({ grain })} />
      )}
      <fieldset className="pen-steers">
        <legend>{t('tip.pen')}</legend>
        <Check
          label={t('tip.pressure-size')}
          value={tip.pressureSize}
          onChange={(value) => onChange({ pressureSize: value })}
        />
        <Check
          label={t('tip.pressure-opacity')}
          value={tip.pressureOpacity}
          onChange={(value) => onChange({ pressureOpacity: value })}
        />
        <Check
          label={t('tip.pressure-flow')}
          value={tip.pressureFlow}
          onChange={(value) => onChange({ pressureFlow: value })}
        />
        <Check label={t('tip.tilt')} value={tip.tilt} onChange={(tilt) => onChange({ tilt })} />
      </fieldset>
    </div>
  )
}
