import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { previewUrl, thumbnailUrl } from '#client/pictures.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { CommandButton } from '#ui/command-button.tsx'
import { useCommand } from '#ui/command.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { type StagedEntry, stagedEntries } from './entries.ts'

/** What waits above the canvas: step through, hide to compare, accept, discard. Painting goes on meanwhile. */
export function StagingStrip() {
  const { t } = useTranslation()
  const { client } = useParts()
  const { session } = useEditor()
  const jobs = useStore(client.jobs)
  const document = useDocument((value) => value)
  const staged = useStore(session, (value) => value.staged)
  const accept = useCommand('staging.accept')
  const entries = stagedEntries(document, jobs)
  if (entries.length === 0) return null
  const at = entries.findIndex(({ id }) => id === staged)
  const choose = (id: string) =>
    session.set((value) => ({ ...value, staged: value.staged === id ? null : id, stagedHidden: false }))
  return (
    <div className="staging">
      <CommandButton id="staging.previous" />
      <ul className="staged" aria-label={t('region.staging')}>
        {entries.map((entry, index) => (
          <li key={entry.id}>
            <button
              type="button"
              className="staged-entry"
              aria-pressed={entry.id === staged}
              aria-label={t(entry.kind === 'job' ? 'staging.running' : 'staging.candidate', {
                number: index + 1,
              })}
              onClick={() => choose(entry.id)}
            >
              <EntryPicture entry={entry} />
            </button>
          </li>
        ))}
      </ul>
      <CommandButton id="staging.next" />
      <span className="staged-count">{t('staging.position', { at: at + 1, all: entries.length })}</span>
      <span className="spacer" />
      <CommandButton id="staging.hide" />
      <CommandButton id="staging.discard" />
      <CommandButton id="staging.discard-all" />
      <Button icon={Check} variant="accent" disabled={!accept.enabled} onClick={() => accept.command.run()}>
        {t('staging.accept')}
      </Button>
    </div>
  )
}

function EntryPicture({ entry }: { entry: StagedEntry }) {
  if (entry.kind === 'candidate') return <img src={thumbnailUrl(entry.id)} alt="" draggable={false} />
  const { progress, id } = entry.job
  const share = progress && progress.steps > 0 ? progress.step / progress.steps : 0
  const number = progress?.previewNumber ?? 0
  return (
    <>
      {number > 0 && <img src={previewUrl(id, number)} alt="" draggable={false} />}
      <svg className="ring" viewBox="0 0 36 36" aria-hidden>
        <circle cx="18" cy="18" r="14" pathLength="1" />
        <circle cx="18" cy="18" r="14" pathLength="1" strokeDasharray={`${share} 1`} className="ring-done" />
      </svg>
    </>
  )
}
