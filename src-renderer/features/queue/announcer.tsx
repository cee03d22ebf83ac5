import { useTranslation } from 'react-i18next'
import type { Job } from '#shared/entities/job.ts'

/** Progress for screen readers: at the start, at each quarter and at the end, not at every step. */
export function Announcer({ job }: { job: Job | null }) {
  const { t } = useTranslation()
  const { steps = 0, step = 0 } = job?.progress ?? {}
  const quarter = steps > 0 ? Math.floor((step / steps) * 4) * 25 : 0
  return (
    <span className="hidden" role="status" aria-live="polite">
      {job ? t('queue.announce', { percent: quarter }) : ''}
    </span>
  )
}
