import { SquareDashed, SquaresIntersect, SquaresSubtract, SquaresUnite } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { Check } from '#ui/controls/check.tsx'
import { IconChoice } from '#ui/controls/icon-choice.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import type { SelectingSettings } from './settings.ts'

interface SelectOptionsProps {
  settings: Store<SelectingSettings>
  /** False for what has only straight sides. */
  antialias?: boolean
  /** Tolerance and what is looked at. */
  wand?: boolean
}

/** How what is drawn counts with what is selected, and how soft its edge is. */
export function SelectOptions({ settings, antialias = true, wand = false }: SelectOptionsProps) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const change = (part: Partial<SelectingSettings>) => settings.set((before) => ({ ...before, ...part }))
  const modes = [
    { value: 'replace', label: t('selection.mode-replace'), icon: SquareDashed },
    { value: 'add', label: t('selection.mode-add'), icon: SquaresUnite },
    { value: 'subtract', label: t('selection.mode-subtract'), icon: SquaresSubtract },
    { value: 'intersect', label: t('selection.mode-intersect'), icon: SquaresIntersect },
  ] as const
  return (
    <>
      <IconChoice
        label={t('selection.mode')}
        value={value.mode}
        options={modes}
        onChange={(mode) => change({ mode })}
      />
      {wand && (
        <Slider
          label={t('selection.tolerance')}
          value={value.tolerance}
          min={0}
          max={255}
          onChange={(tolerance) => change({ tolerance })}
        />
      )}
      <Slider
        label={t('selection.feather')}
        unit="px"
        value={value.feather}
        min={0}
        max={250}
        onChange={(feather) => change({ feather })}
      />
      {antialias && (
        <Check
          label={t('selection.antialias')}
          value={value.antialias}
          onChange={(next) => change({ antialias: next })}
        />
      )}
      {wand && (
        <>
          <Check
            label={t('selection.contiguous')}
            value={value.contiguous}
            onChange={(contiguous) => change({ contiguous })}
          />
          <Check
            label={t('selection.sample-all')}
            value={value.sampleAll}
            onChange={(sampleAll) => change({ sampleAll })}
          />
        </>
      )}
    </>
  )
}
