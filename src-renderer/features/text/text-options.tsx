import { Bold, Italic, TextAlignCenter, TextAlignEnd, TextAlignStart } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { ColourOptions } from '#editor/colour/colour-options.tsx'
import { IconChoice } from '#ui/controls/icon-choice.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Select } from '#ui/select.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import type { TextSettings } from './draft.ts'
import { listFonts } from './fonts.ts'

export function TextOptions({ settings }: { settings: Store<TextSettings> }) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const change = (part: Partial<TextSettings>) => settings.set((before) => ({ ...before, ...part }))
  const [families, setFamilies] = useState<readonly string[]>([value.family])
  useEffect(() => void listFonts().then(setFamilies), [])
  const label = (family: string) => (isGeneric(family) ? t(`text.${family}`) : family)
  return (
    <div className="text-options">
      <ColourOptions />
      <Select
        label={t('text.font')}
        value={value.family}
        options={families.map((family) => ({ value: family, label: label(family) }))}
        onChange={(family) => change({ family })}
      />
      <Slider
        label={t('text.size')}
        unit="px"
        value={value.size}
        min={4}
        max={1000}
        onChange={(size) => change({ size })}
      />
      <IconButton
        icon={Bold}
        label={t('text.bold')}
        pressed={value.bold}
        onClick={() => change({ bold: !value.bold })}
      />
      <IconButton
        icon={Italic}
        label={t('text.italic')}
        pressed={value.italic}
        onClick={() => change({ italic: !value.italic })}
      />
      <IconChoice
        label={t('text.align')}
        value={value.align}
        options={[
          { value: 'left', label: t('text.left'), icon: TextAlignStart },
          { value: 'center', label: t('text.center'), icon: TextAlignCenter },
          { value: 'right', label: t('text.right'), icon: TextAlignEnd },
        ]}
        onChange={(align) => change({ align })}
      />
    </div>
  )
}

function isGeneric(family: string): family is 'sans-serif' | 'serif' | 'monospace' {
  return family === 'sans-serif' || family === 'serif' || family === 'monospace'
}
