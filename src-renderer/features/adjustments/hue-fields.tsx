import { useTranslation } from 'react-i18next'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import { Slider } from '#ui/slider.tsx'
import type { Adjusting } from './use-adjust.ts'

interface HueFieldsProps {
  adjustment: Extract<Adjustment, { kind: 'hue-saturation' }>
  adjusting: Adjusting
}

export function HueFields({ adjustment, adjusting }: HueFieldsProps) {
  const { t } = useTranslation()
  const shared = { onStart: adjusting.start, onEnd: adjusting.end }
  return (
    <>
      <Slider
        label={t('adjustment.hue')}
        unit="°"
        min={-180}
        max={180}
        value={adjustment.hue}
        onChange={(hue) => adjusting.show({ ...adjustment, hue })}
        {...shared}
      />
      <Slider
        label={t('adjustment.saturation')}
        unit="%"
        min={-100}
        max={100}
        value={adjustment.saturation}
        onChange={(saturation) => adjusting.show({ ...adjustment, saturation })}
        {...shared}
      />
      <Slider
        label={t('adjustment.lightness')}
        unit="%"
        min={-100}
        max={100}
        value={adjustment.lightness}
        onChange={(lightness) => adjusting.show({ ...adjustment, lightness })}
        {...shared}
      />
    </>
  )
}
