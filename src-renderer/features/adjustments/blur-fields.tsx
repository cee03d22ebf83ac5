import { useTranslation } from 'react-i18next'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import { Slider } from '#ui/slider.tsx'
import type { Adjusting } from './use-adjust.ts'

interface BlurFieldsProps {
  adjustment: Extract<Adjustment, { kind: 'blur' }>
  adjusting: Adjusting
}

export function BlurFields({ adjustment, adjusting }: BlurFieldsProps) {
  const { t } = useTranslation()
  return (
    <Slider
      label={t('adjustment.radius')}
      unit="px"
      min={0}
      max={200}
      step={0.5}
      value={adjustment.radius}
      onStart={adjusting.start}
      onChange={(radius) => adjusting.show({ ...adjustment, radius })}
      onEnd={adjusting.end}
    />
  )
}
