import { useTranslation } from 'react-i18next'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import { useEditor } from '../editor-context.ts'
import { type Tip, tipOf } from '../session.ts'

/** Size, hardness and (where it makes sense) opacity of the current tool's tip. */
export function TipOptions({ toolId, opacity = true }: { toolId: string; opacity?: boolean }) {
  const { t } = useTranslation()
  const { session } = useEditor()
  const tip = useStore(session, (value) => tipOf(value, toolId))
  const change = (part: Partial<Tip>) =>
    session.set((value) => ({
      ...value,
      tips: { ...value.tips, [toolId]: { ...tipOf(value, toolId), ...part } },
    }))
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
      <Slider
        label={t('tip.hardness')}
        unit="%"
        value={Math.round(tip.hardness * 100)}
        min={0}
        max={100}
        onChange={(percent) => change({ hardness: percent / 100 })}
      />
      {opacity && (
        <Slider
          label={t('tip.opacity')}
          unit="%"
          value={Math.round(tip.opacity * 100)}
          min={1}
          max={100}
          onChange={(percent) => change({ opacity: percent / 100 })}
        />
      )}
    </>
  )
}
