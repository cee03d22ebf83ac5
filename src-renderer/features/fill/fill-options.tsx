import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { ColourOptions } from '#editor/colour/colour-options.tsx'
import { LayOptions } from '#editor/tools/lay-options.tsx'
import { Check } from '#ui/controls/check.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import type { FillSettings } from './fill-area.ts'

export function FillOptions({ settings }: { settings: Store<FillSettings> }) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const change = (part: Partial<FillSettings>) => settings.set((before) => ({ ...before, ...part }))
  return (
    <>
      <ColourOptions />
      <Slider
        label={t('fill.tolerance')}
        value={value.tolerance}
        min={0}
        max={255}
        onChange={(tolerance) => change({ tolerance })}
      />
      <Slider
        label={t('fill.grow')}
        unit="px"
        value={value.grow}
        min={0}
        max={20}
        onChange={(grow) => change({ grow })}
      />
      <Slider
        label={t('fill.gap')}
        unit="px"
        value={value.gap}
        min={0}
        max={40}
        onChange={(gap) => change({ gap })}
      />
      <LayOptions toolId="fill" />
      <Check
        label={t('fill.contiguous')}
        value={value.contiguous}
        onChange={(contiguous) => change({ contiguous })}
      />
      <Check
        label={t('fill.sample-all')}
        value={value.sampleAll}
        onChange={(sampleAll) => change({ sampleAll })}
      />
    </>
  )
}
