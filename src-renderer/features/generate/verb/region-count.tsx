import { useTranslation } from 'react-i18next'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { countingRegions } from '#editor/regions.ts'
import { useStore } from '#ui/store.ts'

/** How many parts of the next picture have a prompt of their own; nothing where there are none. */
export function RegionCount() {
  const { t } = useTranslation()
  const { draft, seen } = useEditor()
  const context = useStore(seen, (plan) => plan?.context ?? null)
  const onCanvas = useDocument((document) => countingRegions(document, context ?? document.box).length)
  const recalled = useStore(draft, ({ regionsRecalled, request }) =>
    regionsRecalled === true ? request.regions.length : null,
  )
  const count = recalled ?? onCanvas
  if (count === 0) return null
  return (
    <span className="region-count" title={t('regions.counting-hint')}>
      {t('regions.counting', { count })}
    </span>
  )
}
