import { ArrowLeftRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#ui/icon-button.tsx'
import { PopupPanel } from '#ui/controls/popup-panel.tsx'
import { useStore } from '#ui/store.ts'
import { useEditor } from '../editor-context.ts'
import './colour.css'
import { ColourField } from './colour-field.tsx'
import { swapColours } from './two-colours.ts'

const palette = ['#111214', '#ffffff', '#d1495b', '#edae49', '#5b8e4d', '#3b7ea1', '#6d597a', '#8d6a4f']

/** Foreground and background, each with a panel to choose it in. */
export function ColourOptions() {
  const { t } = useTranslation()
  const { session } = useEditor()
  return (
    <div className="colours" role="group" aria-label={t('colour.title')}>
      <ColourChoice which="colour" label={t('brush.colour')} />
      <ColourChoice which="background" label={t('colour.background')} />
      <IconButton
        icon={ArrowLeftRight}
        size="small"
        label={t('command.colour-swap')}
        onClick={() => session.set(swapColours)}
      />
    </div>
  )
}

function ColourChoice({ which, label }: { which: 'colour' | 'background'; label: string }) {
  const { t } = useTranslation()
  const { session } = useEditor()
  const colour = useStore(session, (value) => value[which])
  const recent = useStore(session, (value) => value.recentColours)
  const choose = (next: string) => session.set((value) => ({ ...value, [which]: next }))
  const face = <span className="colour-face" style={{ backgroundColor: colour }} />
  return (
    <PopupPanel label={label} className={`colour-button ${which}`} face={face}>
      <ColourField colour={colour} onChange={choose} />
      <Swatches label={t('colour.palette')} colours={palette} current={colour} onChoose={choose} />
      {recent.length > 0 && (
        <Swatches label={t('colour.recent')} colours={recent} current={colour} onChoose={choose} />
      )}
    </PopupPanel>
  )
}

interface SwatchesProps {
  label: string
  colours: readonly string[]
  current: string
  onChoose(colour: string): void
}

function Swatches({ label, colours, current, onChoose }: SwatchesProps) {
  const { t } = useTranslation()
  return (
    <div className="swatch-row">
      <span className="swatch-title">{label}</span>
      <div className="swatches" role="group" aria-label={label}>
        {colours.map((each) => (
          <button
            key={each}
            type="button"
            className="swatch"
            style={{ backgroundColor: each }}
            aria-label={t('brush.choose-colour', { colour: each })}
            aria-pressed={each === current}
            title={each}
            onClick={() => onChoose(each)}
          />
        ))}
      </div>
    </div>
  )
}
