import { useTranslation } from 'react-i18next'
import type { Job } from '#shared/entities/job.ts'

/** "Step 5 of 20, 3 s left", with a bar. */
export function ProgressText({ job }: { job: Job }) {
  const { t } = useTranslation()
  const { progress } = job
  if (job.state === 'queued' || !progress) return <span className="progress-text">{t('queue.waiting')}</span>
  const { stage, step, steps, secondsLeft, picture, pictures } = progress
  const share = steps > 0 ? step / steps : 0
  return (
    <span className="progress-text" data-testid="progress">
      <progress
        max={1}
        value={stage === 'denoise' ? share : stage === 'load' || stage === 'encode' ? 0 : 1}
        aria-label={t('queue.progress')}
      />
      {stage === 'denoise' ? t('queue.step', { step, steps }) : t(`stage.${stage}`)}
      {pictures > 1 && <span>{t('queue.picture', { picture: picture + 1, pictures })}</span>}
      {secondsLeft !== null && <span>{t('queue.left', { count: Math.ceil(secondsLeft) })}</span>}
    </span>
  )
}
