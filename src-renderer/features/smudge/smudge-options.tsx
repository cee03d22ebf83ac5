import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { tipOf, withTip } from '#editor/session.ts'
import { TipOptions } from '#editor/tools/tip-options.tsx'
import { Percent } from '#ui/controls/percent.tsx'
import { useStore } from '#ui/store.ts'

export function SmudgeOptions() {
  const { t } = useTranslation()
  const { session } = useEditor()
  const strength = useStore(session, (value) => tipOf(value, 'smudge').opacity)
  return (
    <>
      <TipOptions toolId="smudge" opacity={false} details={false} />
      <Percent
        label={t('smudge.strength')}
        value={strength}
        min={1}
        onChange={(opacity) => session.set((value) => withTip(value, 'smudge', { opacity }))}
      />
    </>
  )
}
