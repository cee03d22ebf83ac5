import { Blend, Circle, CircleDashed, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { ColourOptions } from '#editor/colour/colour-options.tsx'
import { LayOptions } from '#editor/tools/lay-options.tsx'
import { Check } from '#ui/controls/check.tsx'
import { IconChoice } from '#ui/controls/icon-choice.tsx'
import { useStore } from '#ui/store.ts'
import type { GradientSettings } from './ramp.ts'

export function GradientOptions({ settings }: { settings: Store<GradientSettings> }) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const change = (part: Partial<GradientSettings>) => settings.set((before) => ({ ...before, ...part }))
  return (
    <>
      <ColourOptions />
      <IconChoice
        label={t('gradient.shape')}
        value={value.shape}
        options={[
          { value: 'linear', label: t('gradient.linear'), icon: Blend },
          { value: 'radial', label: t('gradient.radial'), icon: Circle },
        ]}
        onChange={(shape) => change({ shape })}
      />
      <IconChoice
        label={t('gradient.to')}
        value={value.to}
        options={[
          { value: 'background', label: t('gradient.to-background'), icon: Square },
          { value: 'clear', label: t('gradient.to-clear'), icon: CircleDashed },
        ]}
        onChange={(to) => change({ to })}
      />
      <Check
        label={t('gradient.reversed')}
        value={value.reversed}
        onChange={(reversed) => change({ reversed })}
      />
      <LayOptions toolId="gradient" />
    </>
  )
}
