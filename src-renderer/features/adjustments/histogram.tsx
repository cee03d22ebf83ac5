import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { layersOf } from '#shared/document/canvas-document.ts'
import { siblingsBelow } from '#shared/document/layers/excerpt.ts'
import { withDescendants } from '#shared/document/layers/branches.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { type Histogram as Counts, type HistogramChannel, histogramBelow } from './histogram-below.ts'

/** How often each value of what is below is there, black left and white right. */
export function Histogram({ layerId, channel }: { layerId: string; channel: HistogramChannel }) {
  const { t } = useTranslation()
  const counts = useHistogram(layerId)
  const outline = counts?.[channel]
    .map((share, value) => `L${value} ${(100 - share * 96).toFixed(1)}`)
    .join('')
  return (
    <svg
      className={`histogram ${channel}`}
      viewBox="0 0 255 100"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('adjustment.histogram')}
    >
      {outline && <path d={`M0 100${outline}L255 100Z`} />}
    </svg>
  )
}

/** Counted when the window has nothing better to do, and again when what is below has changed. */
function useHistogram(layerId: string): Counts | null {
  const editor = useEditor()
  const below = useDocument((document) => {
    const ids = new Set(withDescendants(document, siblingsBelow(document, layerId)))
    return layersOf(document).filter(({ id }) => ids.has(id))
  })
  const [counts, setCounts] = useState<Counts | null>(null)
  useEffect(() => {
    const handle = requestIdleCallback(() => setCounts(histogramBelow(editor.document(), layerId)), {
      timeout: 500,
    })
    return () => cancelIdleCallback(handle)
  }, [editor, layerId, below])
  return counts
}
