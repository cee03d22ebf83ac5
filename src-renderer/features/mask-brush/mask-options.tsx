import { Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { TipOptions } from '#editor/tools/tip-options.tsx'
import { IconChoice } from '#ui/controls/icon-choice.tsx'
import { useStore } from '#ui/store.ts'

export function MaskOptions() {
  const { t } = useTranslation()
  const { session } = useEditor()
  const subtracting = useStore(session, (value) => value.subtracting)
  return (
    <>
      <IconChoice
        label={t('mask.mode')}
        value={subtracting ? 'subtract' : 'add'}
        options={[
          { value: 'add', label: t('mask.add'), icon: Plus },
          { value: 'subtract', label: t('mask.subtract'), icon: Minus },
        ]}
        onChange={(mode) => session.set((value) => ({ ...value, subtracting: mode === 'subtract' }))}
      />
      <TipOptions toolId="mask-brush" opacity={false} />
    </>
  )
}
