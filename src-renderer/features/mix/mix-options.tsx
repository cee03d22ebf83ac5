import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { useEditor } from '#editor/editor-context.ts'
import { TipOptions } from '#editor/tools/tip-options.tsx'
import { useStore } from '#ui/store.ts'
import type { MixSource } from './states/mixing.ts'

/** The tip, and whether the chosen candidate is still on its way: until it is here, a stroke would take nothing. */
export function createMixOptions(source: Store<MixSource | null>) {
  return function MixOptions() {
    const { t } = useTranslation()
    const { session } = useEditor()
    const isChosen = useStore(session, ({ staged }) => staged !== null)
    const isHere = useStore(source, (picture) => picture !== null)
    return (
      <>
        <TipOptions toolId="mix" />
        {isChosen && !isHere && <span data-testid="mix-fetching">{t('mix.fetching')}</span>}
      </>
    )
  }
}
