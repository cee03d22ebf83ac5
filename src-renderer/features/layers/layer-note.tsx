import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'

/** Under the name: how the layer is laid over what is beneath, when not as usual, or what its region asks for. */
export function LayerNote({ layer }: { layer: Layer }) {
  const { t } = useTranslation()
  const { blend, region } = layer
  const percent = Math.round(layer.opacity * 100)
  if (region) return region.prompt === '' ? null : <span className="layer-note">{region.prompt}</span>
  if (blend === 'normal' && percent === 100) return null
  const mode = t(`blend.${blend}`)
  return (
    <span className="layer-note">
      {percent === 100
        ? mode
        : blend === 'normal'
          ? t('layer.percent', { percent })
          : t('layer.mode-percent', { mode, percent })}
    </span>
  )
}
