import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Verb } from '#editor/seen/verb.ts'
import type { Source } from '#editor/draft.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { hasPicture } from '#editor/flatten.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useStore } from '#ui/store.ts'

/** Says where the next picture starts, and lets the artist start from nothing although the canvas has a picture. */
export function SourceChoice({ verb }: { verb: Verb }) {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const source = useStore(draft, (value) => value.source)
  const picture = useDocument((document) => hasPicture(document, document.box))
  const choose = (next: Source) => draft.set((value) => ({ ...value, source: next }))
  if (source.kind === 'recalled') {
    return (
      <span className="chip">
        {t('source.recalled')}
        <IconButton
          icon={X}
          size="small"
          label={t('source.forget')}
          onClick={() => choose({ kind: 'canvas' })}
        />
      </span>
    )
  }
  if (!picture) return <span className="source-hint">{t('source.empty')}</span>
  return (
    <div className="segments" role="radiogroup" aria-label={t('source.label')}>
      {(['canvas', 'nothing'] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          role="radio"
          aria-checked={source.kind === kind}
          title={t(`source.${kind}-hint`)}
          onClick={() => choose({ kind })}
        >
          {kind === 'canvas' && verb === 'fill' ? t('source.mask') : t(`source.${kind}`)}
        </button>
      ))}
    </div>
  )
}
