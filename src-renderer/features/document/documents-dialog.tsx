import { FilePlus2, FolderOpen, Trash2 } from 'lucide-react'
import { type ComponentType, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentCard } from '#shared/entities/document/opened-document.ts'
import { showError } from '#features/show-error.ts'
import { documentUrl } from '#client/pictures.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { useStore } from '#ui/store.ts'
import type { FeatureParts } from '../feature.ts'
import { useParts } from '../parts-context.ts'
import { type DocumentViews, chooseAndOpen } from './commands.ts'
import type { Desk } from './desk.ts'
import { NewDocument } from './new-document-dialog.tsx'

/** The list of documents and the new one, while they are asked for. */
export function createDocumentViews(desk: () => Desk | null, views: DocumentViews): ComponentType {
  return function DocumentViews() {
    const [list, fresh] = [useStore(views.list), useStore(views.fresh)]
    const open = desk()
    return (
      <>
        {list && open && <DocumentList desk={open} views={views} />}
        {fresh && open && <NewDocument desk={open} onClose={() => views.fresh.set(false)} />}
      </>
    )
  }
}

/** All documents of the library with their pictures, the one opened last first; one is chosen to go on with. */
function DocumentList({ desk, views }: { desk: Desk; views: DocumentViews }) {
  const { t } = useTranslation()
  const parts = useParts()
  const [cards, setCards] = useState<readonly DocumentCard[]>([])
  const withSteps = useStore(views.withSteps)
  const close = () => views.list.set(false)
  useEffect(() => {
    void desk.finish().then(() => listInto(parts, setCards))
  }, [desk, parts])
  const show = (work: Promise<boolean>) => void work.then((done) => done && close())
  return (
    <Dialog wide title={t('document.list-title')} onClose={close}>
      <div className="documents-body">
        <p className="documents-hint">{t('document.list-hint')}</p>
        <ul className="documents" aria-label={t('document.list')}>
          {cards.map((card) => (
            <DocumentItem
              key={card.id}
              card={card}
              onOpen={() => show(desk.show(() => parts.client.api('documents.open', { id: card.id })))}
              onRemove={() => void remove(parts, card, () => listInto(parts, setCards))}
            />
          ))}
        </ul>
        <div className="documents-actions">
          <label className="documents-steps">
            <input
              type="checkbox"
              checked={withSteps}
              onChange={(event) => views.withSteps.set(event.target.checked)}
            />
            {t('document.with-steps')}
          </label>
          <span className="spacer" />
          <Button icon={FolderOpen} onClick={() => show(chooseAndOpen(parts, desk))}>
            {t('command.open-document')}
          </Button>
          <Button
            icon={FilePlus2}
            onClick={() => {
              close()
              views.fresh.set(true)
            }}
          >
            {t('command.new-document')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

interface ItemProps {
  readonly card: DocumentCard
  onOpen(): void
  onRemove(): void
}

function DocumentItem({ card, onOpen, onRemove }: ItemProps) {
  const { t, i18n } = useTranslation()
  const name = card.name || t('document.unnamed')
  const when = card.changedAt || card.openedAt
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <li className="document-item">
      <button
        type="button"
        className="document-open"
        aria-current={card.current}
        aria-label={t('document.open-named', { name })}
        onClick={onOpen}
      >
        <span className="document-picture">
          <img src={documentUrl(card.id, when)} alt="" draggable={false} onError={hide} />
        </span>
        <strong>{name}</strong>
        <span>{t('document.size', { width: card.width, height: card.height, count: card.layers })}</span>
        <span>{card.current ? t('document.current') : when && date.format(new Date(when))}</span>
        {card.path !== null && <span title={card.path}>{card.path.split(/[\\/]/).at(-1)}</span>}
      </button>
      {!card.current && (
        <IconButton icon={Trash2} label={t('document.remove-named', { name })} onClick={onRemove} />
      )}
    </li>
  )
}

/** A document that was never pictured shows an empty page. */
function hide(event: { readonly currentTarget: HTMLImageElement }): void {
  event.currentTarget.hidden = true
}

async function listInto(
  { client, notices }: FeatureParts,
  set: (cards: readonly DocumentCard[]) => void,
): Promise<void> {
  const listed = await client.api('documents.list', null)
  if (listed.ok) set(listed.value)
  else showError(notices, listed.error)
}

async function remove(
  parts: FeatureParts,
  { id, name }: DocumentCard,
  then: () => Promise<void>,
): Promise<void> {
  const { client, notices } = parts
  const removed = await client.api('documents.remove', { id })
  if (!removed.ok) return showError(notices, removed.error)
  const restore = async () => {
    const restored = await client.api('documents.restore', { id })
    if (!restored.ok) return showError(notices, restored.error)
    await then()
  }
  const action = { labelKey: 'command.undo', run: () => void restore() }
  notices.show({ tone: 'info', textKey: 'document.removed', values: { name }, action })
  await then()
}
