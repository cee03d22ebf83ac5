import { ListOrdered, Pause } from 'lucide-react'
import { type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen, runningJob } from '#client/jobs.ts'
import type { Store } from '#shared/store.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { Announcer } from './announcer.tsx'
import { ProgressText } from './progress-text.tsx'
import { QueueList } from './queue-list.tsx'

/** The queue itself. */
export function createQueueDialog(shown: Store<boolean>): ComponentType {
  return function QueueDialog() {
    const { t } = useTranslation()
    const { client } = useParts()
    const jobs = useStore(client.jobs)
    const open = useStore(shown)
    if (!open) return null
    return (
      <Dialog title={t('queue.title')} onClose={() => shown.set(false)}>
        <QueueList jobs={jobs} />
      </Dialog>
    )
  }
}

/** Progress of the job in hand, how many wait, and the way to the queue. */
export function createQueueStatus(shown: Store<boolean>): ComponentType {
  return function QueueStatus() {
    const { t } = useTranslation()
    const { client } = useParts()
    const jobs = useStore(client.jobs)
    const paused = useStore(client.settings, ({ queuePaused }) => queuePaused)
    const waiting = jobs.filter(isOpen)
    const job = runningJob(jobs)
    const Icon = paused ? Pause : ListOrdered
    return (
      <div className="queue-status">
        <button
          type="button"
          className={paused ? 'queue-button paused' : 'queue-button'}
          onClick={() => shown.set(true)}
        >
          <Icon size={14} aria-hidden />
          {t(paused ? 'queue.count-paused' : 'queue.count', { count: waiting.length })}
        </button>
        {job && !(paused && job.state === 'queued') && <ProgressText job={job} />}
        <Announcer job={job} />
      </div>
    )
  }
}
