import { SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Percent } from '#ui/controls/percent.tsx'
import { PopupPanel } from '#ui/controls/popup-panel.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import { useEditor } from '../editor-context.ts'
import { type Tip, tipOf, withTip } from '../session.ts'
import { TipDetails } from './tip-details.tsx'

interface TipOptionsProps {
  toolId: string
  opacity?: boolean
  flow?: boolean
  /** Blend mode and grain too: the tool lays colours. */
  colours?: boolean
  details?: boolean
}

/** Size, hardness and (where they make sense) opacity and flow of the current tool's tip; the rest unfolds. */
export function TipOptions({
  toolId,
  opacity = true,
  flow = false,
  colours = false,
  details = true,
}: TipOptionsProps) {
  const { t } = useTranslation()
  const { session } = useEditor()
  const tip = useStore(session, (value) => tipOf(value, toolId))
  const change = (part: Partial<Tip>) => session.set((value) => withTip(value, toolId, part))
  return (
    <>
      <Slider
        label={t('tip.size')}
        unit="px"
        value={tip.size}
        min={1}
        max={500}
        onChange={(size) => change({ size })}
      />
      <Percent
        label={t('tip.hardness')}
        value={tip.hardness}
        min={0}
        onChange={(hardness) => change({ hardness })}
      />
      {opacity && (
        <Percent
          label={t('tip.opacity')}
          value={tip.opacity}
          min={1}
          onChange={(value) => change({ opacity: value })}
        />
      )}
      {flow && (
        <Percent
          label={t('tip.flow')}
          value={tip.flow}
          min={1}
          onChange={(value) => change({ flow: value })}
        />
      )}
      {details && (
        <PopupPanel
          label={t('tip.more')}
          className="icon-button"
          face={<SlidersHorizontal size={18} strokeWidth={1.75} aria-hidden />}
        >
          <TipDetails tip={tip} colours={colours} onChange={change} />
        </PopupPanel>
      )}
    </>
  )
}
