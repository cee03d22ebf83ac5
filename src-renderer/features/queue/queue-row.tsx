import { ChevronsUp, GripVertical, RotateCcw, X } from 'lucide-react'
import { type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#shared/entities/job.ts'
import { errorTextKey } from '#features/show-error.ts'
import { isOpen } from '#client/jobs.ts'
import { previewUrl, thumbnailUrl } from '#client/pictures.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useParts } from '../parts-context.ts'
import { ProgressText } from './progress-text.tsx'
import { asked, moveBefore, moveJob } from './queue-actions.ts'

const dragType = 'application/x-verso-job'

/** One job: what it makes, how far it is, and what can be done with it. A waiting one is dragged, or moved by Alt+arrows. */
export function QueueRow({ job }: { job: Job }) {
  const { t } = useTranslation()
  const parts = useParts()
  const waits = job.state === 'queued'
  const prompt = (job.request.template ?? job.request).prompt || t('verso.none')
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key]
    if (!waits || !event.altKey || by === undefined) return
    event.preventDefault()
    void moveJob(parts, job, by)
  }
  const drag = {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(dragType, job.id),
    onDragOver: (event: DragEvent) => event.dataTransfer.types.includes(dragType) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      const moved = event.dataTransfer.getData(dragType)
      if (moved === '' || moved === job.id) return
      event.preventDefault()
      void moveBefore(parts, moved, job.id)
    },
  }
  return (
    <li
      className={`queue-row ${job.state}`}
      aria-label={prompt}
      {...(waits ? { tabIndex: 0, 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown', ...drag } : {})}
      onKeyDown={onKeyDown}
    >
      <GripVertical size={14} aria-hidden className="queue-grip" visibility={waits ? 'visible' : 'hidden'} />
      <Picture job={job} />
      <div className="queue-what">
        <span className="queue-prompt" title={prompt}>
          {prompt}
        </span>
        <span className="queue-facts">
          <span className="badge">{t(`job.${job.state}`)}</span>
          <Facts job={job} />
        </span>
        {job.state === 'running' && <ProgressText job={job} />}
        {job.error && (
          <span className="queue-error">
            {t(errorTextKey(job.error), { subject: job.error.subject ?? '' })}
          </span>
        )}
      </div>
      <Actions job={job} onFront={() => void moveJob(parts, job, -Infinity)} />
    </li>
  )
}

function Facts({ job }: { job: Job }) {
  const { t } = useTranslation()
  const { width, height, steps, count } = job.request
  return (
    <>
      <span>{t('prompt.summary', { width, height, count: steps })}</span>
      {count > 1 && <span>{t('queue.made', { made: job.pictures.length, count })}</span>}
    </>
  )
}

function Picture({ job }: { job: Job }) {
  const last = job.pictures.at(-1)
  const preview = job.progress && job.progress.previewNumber > 0 ? job.progress.previewNumber : null
  const url =
    job.state === 'running' && preview !== null ? previewUrl(job.id, preview) : last && thumbnailUrl(last)
  return <span className="queue-picture">{url && <img src={url} alt="" draggable={false} />}</span>
}

function Actions({ job, onFront }: { job: Job; onFront(): void }) {
  const { t } = useTranslation()
  const parts = useParts()
  const { id: jobId } = job
  const again = job.state === 'failed' || job.state === 'cancelled'
  return (
    <span className="queue-buttons">
      {job.state === 'queued' && (
        <IconButton icon={ChevronsUp} size="small" label={t('queue.to-front')} onClick={onFront} />
      )}
      {isOpen(job) && (
        <IconButton
          icon={X}
          size="small"
          label={t('queue.cancel')}
          onClick={() => void asked(parts, 'generation.cancel', { jobId, hard: false })}
        />
      )}
      {again && (
        <IconButton
          icon={RotateCcw}
          size="small"
          label={t('queue.retry')}
          onClick={() => void asked(parts, 'queue.retry', { jobId })}
        />
      )}
    </span>
  )
}
