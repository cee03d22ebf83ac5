import { Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { maxPictureSide } from '#shared/entities/generation-request.ts'
import { useEditor } from '#editor/editor-context.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { useStore } from '#ui/store.ts'
import { useDraftRequest } from './use-draft.ts'

/** The size that the model makes; linked, it follows the box. */
export function SizeFields() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const [request, change] = useDraftRequest()
  const follows = useStore(draft, (value) => value.sizeFollowsBox)
  const follow = (sizeFollowsBox: boolean) => draft.set((value) => ({ ...value, sizeFollowsBox }))
  const resize = (part: { width?: number; height?: number }) => {
    follow(false)
    change(part)
  }
  const limits = { min: 64, max: maxPictureSide, step: 8 }
  return (
    <div className="field size" title={t('hint.size')}>
      <span className="field-label" aria-hidden>
        {t('request.size')}
      </span>
      <div className="size-row">
        <NumberField
          bare
          label={t('request.width')}
          value={request.width}
          {...limits}
          onChange={(width) => resize({ width })}
        />
        <span aria-hidden>×</span>
        <NumberField
          bare
          label={t('request.height')}
          value={request.height}
          {...limits}
          onChange={(height) => resize({ height })}
        />
        <IconButton
          icon={Link2}
          label={t('size.follow-box')}
          pressed={follows}
          onClick={() => follow(!follows)}
        />
      </div>
    </div>
  )
}
