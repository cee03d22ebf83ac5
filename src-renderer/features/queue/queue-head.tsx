import { ListX, Pause, Play, RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#shared/entities/job.ts'
import { isOpen, queueOrder } from '#client/jobs.ts'
import { Button } from '#ui/button.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { asked, retryFailed, setPaused } from './queue-actions.ts'
import { useTimeLeft } from './time-left.ts'

/** What is done with the queue as a whole, and how long it will take. */
export function QueueHead({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation()
  const parts = useParts()
  const paused = useStore(parts.client.settings, ({ queuePaused }) => queuePaused)
  const open = queueOrder(jobs)
  const seconds = useTimeLeft(open)
  const waiting = open.filter(({ state }) => state === 'queued').length
  const failed = jobs.some(({ state }) => state === 'failed')
  return (
    <div className="queue-head">
      <div className="queue-actions">
        <Button icon={paused ? Play : Pause} onClick={() => void setPaused(parts, !paused)}>
          {t(paused ? 'queue.resume' : 'queue.pause')}
        </Button>
        <Button
          icon={ListX}
          disabled={waiting === 0}
          onClick={() => void asked(parts, 'queue.cancel-all', { keepCurrent: true })}
        >
          {t('queue.cancel-waiting')}
        </Button>
        <Button
          icon={Trash2}
          disabled={!jobs.some(isOpen)}
          onClick={() => void asked(parts, 'queue.cancel-all', { keepCurrent: false })}
        >
          {t('queue.cancel-all')}
        </Button>
        {failed && (
          <Button icon={RotateCcw} onClick={() => void retryFailed(parts)}>
            {t('queue.retry-failed')}
          </Button>
        )}
      </div>
      <p className="queue-summary" role="status" hidden={open.length === 0 && !paused}>
        {paused
          ? t('queue.is-paused', { count: waiting })
          : seconds === null
            ? t('queue.count', { count: open.length })
            : t('queue.all-left', { count: Math.max(1, Math.ceil(seconds / 60)) })}
      </p>
    </div>
  )
}
