import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { Check } from '#ui/controls/check.tsx'
import { useStore } from '#ui/store.ts'
import type { MoveSettings } from './move-settings.ts'

export function MoveOptions({ settings }: { settings: Store<MoveSettings> }) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const change = (part: Partial<MoveSettings>) => settings.set((before) => ({ ...before, ...part }))
  return (
    <>
      <Check
        label={t('move.select-layer')}
        value={value.chooseLayer}
        onChange={(chooseLayer) => change({ chooseLayer })}
      />
      <Check label={t('move.snap')} value={value.snap} onChange={(snap) => change({ snap })} />
    </>
  )
}
