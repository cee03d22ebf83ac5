import { useTranslation } from 'react-i18next'
import { HiresPass, hiresUpscalers } from '#shared/entities/request-additions.ts'
import { useEditor } from '#editor/editor-context.ts'
import { Select } from '#ui/select.tsx'
import { Slider } from '#ui/slider.tsx'
import { useDraftRequest } from './use-draft.ts'

/**
 * A second pass over the enlarged picture: none, or how it is enlarged, how much, and how much is made anew. It follows
 * the box as long as the size does.
 */
export function HiresFields() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const [{ hires }, set] = useDraftRequest()
  const change = (part: { hires: HiresPass | null }) => {
    draft.set((value) => ({ ...value, sizeFollowsBox: false }))
    set(part)
  }
  const changePass = (part: Partial<HiresPass>) =>
    change({ hires: { ...HiresPass.parse(hires ?? {}), ...part } })
  return (
    <>
      <Select
        label={t('request.hires')}
        hint={t('hint.hires')}
        value={hires?.upscaler ?? 'none'}
        options={[
          { value: 'none' as const, label: t('hires.none') },
          ...hiresUpscalers.map((value) => ({ value, label: t(`hires.${value}`) })),
        ]}
        onChange={(upscaler) => (upscaler === 'none' ? change({ hires: null }) : changePass({ upscaler }))}
      />
      {hires !== null && (
        <>
          <Slider
            label={t('hires.scale')}
            min={1}
            max={4}
            step={0.25}
            unit="×"
            value={hires.scale}
            onChange={(scale) => changePass({ scale })}
          />
          <Slider
            label={t('hires.strength')}
            hint={t('hint.strength')}
            unit="%"
            min={0}
            max={100}
            value={Math.round(hires.strength * 100)}
            onChange={(percent) => changePass({ strength: percent / 100 })}
          />
        </>
      )}
    </>
  )
}
