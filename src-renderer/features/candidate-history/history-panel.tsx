import { RotateCcw, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import { changeCandidates, removeCandidates } from '#shared/document/edits.ts'
import type { Store } from '#shared/store.ts'
import { thumbnailUrl } from '#client/pictures.ts'
import { useDocument } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { useStore } from '#ui/store.ts'
import type { FeatureParts } from '../feature.ts'
import { useParts } from '../parts-context.ts'
import { type CandidateGroup, candidateGroups } from './groups.ts'

/** The candidates of the past, by job; those that were used bear a star. */
export function createHistoryPanel(open: Store<boolean>) {
  return function HistoryPanel() {
    const { t } = useTranslation()
    const parts = useParts()
    const shown = useStore(open)
    const document = useDocument((value) => value)
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
    if (!shown) return null
    const groups = candidateGroups(document)
    const here = groups.flatMap(({ candidates }) => candidates.map(({ sha256 }) => sha256))
    const hashes = here.filter((sha256) => chosen.has(sha256))
    const toggle = (sha256: string) => setChosen(toggled(chosen, sha256))
    return (
      <section className="candidate-history" aria-label={t('history.title')}>
        <header>
          <h2>{t('history.title')}</h2>
          <span className="history-count">{t('history.count', { count: here.length })}</span>
          <span className="spacer" />
          <Button icon={RotateCcw} disabled={hashes.length === 0} onClick={() => bringBack(parts, hashes)}>
            {t('history.bring-back')}
          </Button>
          <Button
            icon={Trash2}
            variant="danger"
            disabled={hashes.length === 0}
            onClick={() => forget(parts, hashes)}
          >
            {t('history.delete')}
          </Button>
        </header>
        {groups.length === 0 && <p className="history-empty">{t('history.empty')}</p>}
        <div className="history-groups">
          {groups.map((group) => (
            <Group key={group.jobId} group={group} chosen={chosen} toggle={toggle} parts={parts} />
          ))}
        </div>
      </section>
    )
  }
}

interface GroupProps {
  readonly group: CandidateGroup
  readonly chosen: ReadonlySet<string>
  readonly parts: FeatureParts
  toggle(sha256: string): void
}

function Group({ group, chosen, toggle, parts }: GroupProps) {
  const { t } = useTranslation()
  const name = (candidate: StagedCandidate, index: number) =>
    t(candidate.used ? 'history.candidate-used' : 'history.candidate', { number: index + 1 })
  return (
    <div className="history-group" role="group" aria-label={group.prompt}>
      <p title={group.prompt}>{group.prompt}</p>
      <div className="history-pictures">
        {group.candidates.map((candidate, index) => (
          <button
            key={candidate.sha256}
            type="button"
            className="staged-entry"
            aria-pressed={chosen.has(candidate.sha256)}
            aria-label={name(candidate, index)}
            title={t('history.hint')}
            data-sha256={candidate.sha256}
            onClick={() => toggle(candidate.sha256)}
            onDoubleClick={() => bringBack(parts, [candidate.sha256])}
          >
            <img src={thumbnailUrl(candidate.sha256)} alt="" draggable={false} loading="lazy" />
            {candidate.used && <Star className="used-mark" size={14} aria-hidden />}
          </button>
        ))}
      </div>
    </div>
  )
}

function toggled(chosen: ReadonlySet<string>, sha256: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(sha256)) next.add(sha256)
  return next
}

function bringBack({ editor }: FeatureParts, hashes: readonly string[]): void {
  editor.edit('step.bring-back', changeCandidates(hashes, { place: 'staging' }))
  editor.session.set((session) => ({ ...session, staged: hashes.at(-1) ?? null, stagedHidden: false }))
}

function forget({ editor, notices }: FeatureParts, hashes: readonly string[]): void {
  editor.edit('step.delete-candidates', removeCandidates(hashes))
  const action = { labelKey: 'action.undo', run: () => editor.undo() }
  notices.show({ tone: 'info', textKey: 'history.deleted', values: { count: hashes.length }, action })
}
