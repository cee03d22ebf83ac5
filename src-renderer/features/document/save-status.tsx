import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { type Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import type { SaveState } from './autosave.ts'

/** Says whether everything on the canvas is stored. */
export function createSaveStatus(state: Store<SaveState>): ComponentType {
  return function SaveStatus() {
    const { t } = useTranslation()
    const shown = useStore(state)
    return (
      <span className={`save-status ${shown}`} data-testid="save-state" data-state={shown}>
        {t(`save.${shown}`)}
      </span>
    )
  }
}
