import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { type Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import type { DocumentName } from './desk.ts'
import type { SaveState } from './journal.ts'

/** What the document is called, and whether everything on the canvas is stored. */
export function createSaveStatus(state: Store<SaveState>, name: Store<DocumentName>): ComponentType {
  return function SaveStatus() {
    const { t } = useTranslation()
    const shown = useStore(state)
    const document = useStore(name)
    return (
      <>
        <span className="document-name" title={document.path ?? undefined}>
          {document.name || t('document.unnamed')}
        </span>
        <span className={`save-status ${shown}`} data-testid="save-state" data-state={shown}>
          {t(`save.${shown}`)}
        </span>
      </>
    )
  }
}
