import { useTranslation } from 'react-i18next'
import { Percent } from '#ui/controls/percent.tsx'
import { useStore } from '#ui/store.ts'
import { useEditor } from '../editor-context.ts'
import { tipOf, withTip } from '../session.ts'

/** Opacity of a tool that lays paint without a tip. */
export function LayOptions({ toolId }: { toolId: string }) {
  const { t } = useTranslation()
  const { session } = useEditor()
  const opacity = useStore(session, (value) => tipOf(value, toolId).opacity)
  return (
    <Percent
      label={t('tip.opacity')}
      value={opacity}
      min={1}
      onChange={(next) => session.set((value) => withTip(value, toolId, { opacity: next }))}
    />
  )
}
