import { RotateCcw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#shared/entities/job.ts'
import { errorTextKey, showError } from '#features/show-error.ts'
import { isOpen } from '#client/jobs.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useParts } from '../parts-context.ts'
import { ProgressText } from './progress-text.tsx'

const shownAtMost = 50

/** Open jobs first in their order, then the latest that ended. */
export function QueueList({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation()
  const ended = jobs.filter((job) => !isOpen(job)).toReversed()
  const shown = [...jobs.filter(isOpen), ...ended].slice(0, shownAtMost)
  if (shown.length === 0) return <p className="empty">{t('queue.empty')}</p>
  return (
    <ul className="queue" aria-label={t('queue.title')}>
      {shown.map((job) => (
        <QueueRow key={job.id} job={job} />
      ))}
    </ul>
  )
}

function QueueRow({ job }: { job: Job }) {
  const { t } = useTranslation()
  const { client, notices } = useParts()
  const cancel = async () => {
    const cancelled = await client.api('generation.cancel', { jobId: job.id, hard: false })
    if (!cancelled.ok) showError(notices, cancelled.error)
  }
  const retry = async () => {
    const again = await client.api('queue.retry', { jobId: job.id })
    if (!again.ok) showError(notices, again.error)
  }
  const again = job.state === 'failed' || job.state === 'cancelled'
  return (
    <li className={`queue-row ${job.state}`}>
      <span className="badge">{t(`job.${job.state}`)}</span>
      <span className="queue-prompt" title={job.request.prompt}>
        {job.request.prompt || t('verso.none')}
      </span>
      {job.state === 'running' && <ProgressText job={job} />}
      {job.error && (
        <span className="queue-error">
          {t(errorTextKey(job.error), { subject: job.error.subject ?? '' })}
        </span>
      )}
      {isOpen(job) && (
        <IconButton icon={X} size="small" label={t('queue.cancel')} onClick={() => void cancel()} />
      )}
      {again && (
        <IconButton icon={RotateCcw} size="small" label={t('queue.retry')} onClick={() => void retry()} />
      )}
    </li>
  )
}
