import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { Check } from '#ui/controls/check.tsx'
import { Select } from '#ui/select.tsx'
import { useStore } from '#ui/store.ts'
import { type PickerSettings, sampleSizes } from './sample-colour.ts'

export function PickerOptions({ settings }: { settings: Store<PickerSettings> }) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const labels = { 1: t('picker.size-1'), 3: t('picker.size-3'), 5: t('picker.size-5') }
  return (
    <>
      <Select
        label={t('picker.size')}
        value={String(value.size)}
        options={sampleSizes.map((size) => ({ value: String(size), label: labels[size] }))}
        onChange={(chosen) => {
          const size = sampleSizes.find((each) => String(each) === chosen)
          if (size) settings.set((before) => ({ ...before, size }))
        }}
      />
      <Check
        label={t('selection.sample-all')}
        value={value.all}
        onChange={(all) => settings.set((before) => ({ ...before, all }))}
      />
    </>
  )
}
