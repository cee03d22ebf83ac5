import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { TipOptions } from '#editor/tools/tip-options.tsx'
import { Check } from '#ui/controls/check.tsx'
import { useStore } from '#ui/store.ts'
import type { CloneSettings } from './stamp.ts'

export function CloneOptions({ settings }: { settings: Store<CloneSettings> }) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const change = (part: Partial<CloneSettings>) => settings.set((before) => ({ ...before, ...part }))
  return (
    <>
      <TipOptions toolId="clone" flow />
      <Check label={t('clone.aligned')} value={value.aligned} onChange={(aligned) => change({ aligned })} />
      <Check
        label={t('fill.sample-all')}
        value={value.sampleAll}
        onChange={(sampleAll) => change({ sampleAll })}
      />
    </>
  )
}
