import { useTranslation } from 'react-i18next'
import type { GridParameter } from '#shared/grids/grid.ts'

/** What a value is called where it is shown: samplers and schedules have names, all others are what they are. */
export function useValueName(): (parameter: GridParameter, value: string) => string {
  const { t } = useTranslation()
  return (parameter, value) => {
    if (parameter === 'sampler') return t(`sampler.${value}`)
    if (parameter === 'schedule') return t(`schedule.${value}`)
    if (parameter === 'upscale') return t('grids.times', { factor: value })
    return value === '' ? t('grids.nothing') : value
  }
}
