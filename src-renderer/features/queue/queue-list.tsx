import { useTranslation } from 'react-i18next'
import type { Job } from '#shared/entities/job.ts'
import { isOpen, queueOrder } from '#client/jobs.ts'
import { QueueHead } from './queue-head.tsx'
import { QueueRow } from './queue-row.tsx'

const openShown = 100
const endedShown = 30

/** Open jobs in their order, then the latest that ended. */
export function QueueList({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation()
  const open = queueOrder(jobs)
  const ended = jobs
    .filter((job) => !isOpen(job))
    .sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''))
    .slice(0, endedShown)
  return (
    <>
      <QueueHead jobs={jobs} />
      {open.length === 0 && <p className="empty">{t('queue.empty')}</p>}
      {open.length > 0 && (
        <ul className="queue" aria-label={t('queue.open')}>
          {open.slice(0, openShown).map((job) => (
            <QueueRow key={job.id} job={job} />
          ))}
        </ul>
      )}
      {open.length > openShown && (
        <p className="queue-more">{t('queue.more', { count: open.length - openShown })}</p>
      )}
      {ended.length > 0 && (
        <>
          <h3 className="queue-title">{t('queue.ended')}</h3>
          <ul className="queue" aria-label={t('queue.ended')}>
            {ended.map((job) => (
              <QueueRow key={job.id} job={job} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}
