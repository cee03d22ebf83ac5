import { Sparkles, Square, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GenerationTask } from '#shared/entities/generation-request.ts'
import { isOpen, runningJob } from '#client/jobs.ts'
import { keyLabel, useCommand } from '#ui/command.ts'
import { usePlatform } from '#ui/platform.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { cancelGeneration } from './start-generation.ts'
import { verbKeys } from './verb.ts'

const longPressMs = 800

/** The one button: its verb follows what is in the box; while a picture is made, it cancels. */
export function VerbButton({ task }: { task: GenerationTask }) {
  const { t } = useTranslation()
  const parts = useParts()
  const platform = usePlatform()
  const { command } = useCommand('generate.run')
  const openJob = useStore(parts.client.jobs, (jobs) =>
    jobs.some(isOpen) ? (runningJob(jobs)?.id ?? null) : null,
  )
  const [askedFor, setAskedFor] = useState<string | null>(null)
  const hold = useRef<ReturnType<typeof setTimeout>>(undefined)
  const cancelling = openJob !== null && askedFor === openJob
  const cancel = (hard: boolean) => {
    setAskedFor(openJob)
    void cancelGeneration(parts, hard)
  }
  if (openJob === null) {
    return (
      <button
        type="button"
        className="verb"
        data-testid="verb"
        aria-keyshortcuts="Control+Enter"
        onClick={() => command.run()}
      >
        <Sparkles size={18} strokeWidth={1.75} aria-hidden />
        <span>{t(verbKeys[task])}</span>
        <kbd aria-hidden>{keyLabel(command, platform)}</kbd>
      </button>
    )
  }
  return (
    <button
      type="button"
      className="verb cancel"
      data-testid="verb"
      title={t(cancelling ? 'verb.stop-now-hint' : 'verb.cancel-hint')}
      onPointerDown={() => (hold.current = setTimeout(() => cancel(true), longPressMs))}
      onPointerUp={() => clearTimeout(hold.current)}
      onPointerLeave={() => clearTimeout(hold.current)}
      onClick={() => cancel(cancelling)}
    >
      {cancelling ? <X size={18} aria-hidden /> : <Square size={16} strokeWidth={2} aria-hidden />}
      <span>{t(cancelling ? 'verb.stop-now' : 'verb.cancel')}</span>
    </button>
  )
}
