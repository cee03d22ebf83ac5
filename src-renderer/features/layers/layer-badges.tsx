import { Lock, SquareSlash } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import { useEditor } from '#editor/editor-context.ts'

/** What sets a layer apart: mask, region, held transparency, lock. */
export function LayerBadges({ layer, reachable }: { layer: Layer; reachable: boolean }) {
  const { t } = useTranslation()
  const editor = useEditor()
  return (
    <>
      {layer.kind === 'mask' && <span className="badge">{t('layer.mask-badge')}</span>}
      {layer.kind === 'region' && <span className="badge">{t('layer.region-badge')}</span>}
      {layer.lockAlpha && (
        <span
          className="layer-sign"
          role="img"
          aria-label={t('layer.alpha-badge')}
          title={t('layer.alpha-badge')}
        >
          <SquareSlash size={14} strokeWidth={1.75} aria-hidden />
        </span>
      )}
      {layer.locked && (
        <button
          type="button"
          className="icon-button small"
          tabIndex={reachable ? 0 : -1}
          aria-label={t('layer.unlock-name', { name: layer.name })}
          title={t('layer.unlock-name', { name: layer.name })}
          onClick={() => editor.edit('step.lock', changeLayer(layer.id, { locked: false }))}
        >
          <Lock size={14} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    </>
  )
}
