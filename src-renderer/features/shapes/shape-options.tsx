import { Circle, Minus, Pentagon, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { ColourOptions } from '#editor/colour/colour-options.tsx'
import { LayOptions } from '#editor/tools/lay-options.tsx'
import { Check } from '#ui/controls/check.tsx'
import { IconChoice } from '#ui/controls/icon-choice.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import type { ShapeSettings } from './shape-planes.ts'

export function ShapeOptions({ settings }: { settings: Store<ShapeSettings> }) {
  const { t } = useTranslation()
  const value = useStore(settings)
  const change = (part: Partial<ShapeSettings>) => settings.set((before) => ({ ...before, ...part }))
  const line = value.kind === 'line'
  return (
    <>
      <ColourOptions />
      <IconChoice
        label={t('shape.kind')}
        value={value.kind}
        options={[
          { value: 'rectangle', label: t('shape.rectangle'), icon: Square },
          { value: 'ellipse', label: t('shape.ellipse'), icon: Circle },
          { value: 'line', label: t('shape.line'), icon: Minus },
          { value: 'polygon', label: t('shape.polygon'), icon: Pentagon },
        ]}
        onChange={(kind) => change({ kind })}
      />
      {!line && (
        <>
          <Check
            label={t('shape.filled')}
            value={value.filled}
            onChange={(filled) => change({ filled, outlined: value.outlined || !filled })}
          />
          <Check
            label={t('shape.outlined')}
            value={value.outlined}
            onChange={(outlined) => change({ outlined, filled: value.filled || !outlined })}
          />
        </>
      )}
      {(line || value.outlined) && (
        <Slider
          label={t('shape.width')}
          unit="px"
          value={value.width}
          min={1}
          max={200}
          onChange={(width) => change({ width })}
        />
      )}
      {value.kind === 'rectangle' && (
        <Slider
          label={t('shape.radius')}
          unit="px"
          value={value.radius}
          min={0}
          max={500}
          onChange={(radius) => change({ radius })}
        />
      )}
      <LayOptions toolId="shapes" />
    </>
  )
}
