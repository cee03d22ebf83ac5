import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { Select } from '#ui/select.tsx'
import { useDraftRequest } from './use-draft.ts'

const factors = ['1', '2', '4'] as const

/** How many times the finished picture is enlarged; it follows the box as long as the size does. */
export function UpscaleField() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const [{ upscale, width, height }, change] = useDraftRequest()
  return (
    <Select
      label={t('request.upscale')}
      hint={t('hint.upscale')}
      value={String(upscale) as (typeof factors)[number]}
      options={factors.map((value) => ({
        value,
        label:
          value === '1'
            ? t('upscale.none')
            : t('upscale.times', {
                factor: value,
                width: width * Number(value),
                height: height * Number(value),
              }),
      }))}
      onChange={(factor) => {
        draft.set((value) => ({ ...value, sizeFollowsBox: false }))
        change({ upscale: Number(factor) as 1 | 2 | 4 })
      }}
    />
  )
}
