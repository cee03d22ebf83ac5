import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { previewUrl, thumbnailUrl } from '#client/pictures.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { CommandButton } from '#ui/commands/command-button.tsx'
import { useCommand } from '#ui/commands/command.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import type { OutsideCheck } from './check-outside.ts'
import { type StagedEntry, stagedEntries } from './entries.ts'
import { OutsideBadge } from './outside-badge.tsx'

/** What waits above the canvas: step through, hide to compare, accept, put by. Painting goes on meanwhile. */
export function createStagingStrip(checked: Store<OutsideCheck | null>) {
  return function StagingStrip() {
    const { client } = useParts()
    const jobs = useStore(client.jobs)
    const document = useDocument((value) => value)
    const entries = stagedEntries(document, jobs)
    const past = Object.values(document.candidates).some(({ place }) => place === 'history')
    if (entries.length === 0 && !past) return null
    return (
      <div className={entries.length > 0 ? 'staging' : 'staging slim'}>
        {entries.length > 0 && <Entries entries={entries} />}
        <span className="spacer" />
        <OutsideBadge checked={checked} />
        {past && <CommandButton id="history.toggle" />}
        {entries.length > 0 && <Decisions />}
      </div>
    )
  }
}

function Entries({ entries }: { entries: readonly StagedEntry[] }) {
  const { t } = useTranslation()
  const { session } = useEditor()
  const staged = useStore(session, (value) => value.staged)
  const at = entries.findIndex(({ id }) => id === staged)
  // A second press puts it away, but for the tool that mixes: that needs one.
  const choose = (id: string) =>
    session.set((value) => {
      const away = value.staged === id && value.toolId !== 'mix'
      return { ...value, staged: away ? null : id, stagedHidden: false }
    })
  return (
    <>
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
    </>
  )
}

function Decisions() {
  const { t } = useTranslation()
  const accept = useCommand('staging.accept')
  return (
    <>
      <CommandButton id="staging.hide" />
      <CommandButton id="tool.mix" />
      <CommandButton id="staging.save" />
      <CommandButton id="staging.discard" />
      <CommandButton id="staging.discard-all" />
      <Button icon={Check} variant="accent" disabled={!accept.enabled} onClick={() => accept.command.run()}>
        {t('staging.accept')}
      </Button>
    </>
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
