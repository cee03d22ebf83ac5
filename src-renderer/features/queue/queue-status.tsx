import { ListOrdered } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen, runningJob } from '#client/jobs.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { Announcer } from './announcer.tsx'
import { ProgressText } from './progress-text.tsx'
import { QueueList } from './queue-list.tsx'

/** Progress of the job in hand, how many wait, and the queue itself behind a button. */
export function QueueStatus() {
  const { t } = useTranslation()
  const { client } = useParts()
  const jobs = useStore(client.jobs)
  const [open, setOpen] = useState(false)
  const waiting = jobs.filter(isOpen)
  const job = runningJob(jobs)
  return (
    <div className="queue-status">
      <button type="button" className="queue-button" onClick={() => setOpen(true)}>
        <ListOrdered size={14} aria-hidden />
        {t('queue.count', { count: waiting.length })}
      </button>
      {job && <ProgressText job={job} />}
      <Announcer job={job} />
      {open && (
        <Dialog title={t('queue.title')} onClose={() => setOpen(false)}>
          <QueueList jobs={jobs} />
        </Dialog>
      )}
    </div>
  )
}
