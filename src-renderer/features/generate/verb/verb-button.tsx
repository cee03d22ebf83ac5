import { Sparkles, Square, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen, runningJob } from '#client/jobs.ts'
import { keyLabel, useCommand } from '#ui/commands/command.ts'
import { usePlatform } from '#ui/platform.ts'
import { useStore } from '#ui/store.ts'
import { useEditor } from '#editor/editor-context.ts'
import type { Verb } from '#editor/seen/verb.ts'
import { useParts } from '#features/parts-context.ts'
import { cancelGeneration } from '../start-generation.ts'
import { verbKeys } from './verb-keys.ts'

const longPressMs = 800

/** The one button: its verb follows what is in the box; while a picture is made, it cancels. */
export function VerbButton({ verb }: { verb: Verb }) {
  const { t } = useTranslation()
  const parts = useParts()
  const { session } = useEditor()
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
  // What the model will see is shown while the button is pointed at.
  const peek = (on: boolean) =>
    session.set((value) => (value.seen.peek === on ? value : { ...value, seen: { ...value.seen, peek: on } }))
  if (openJob === null) {
    return (
      <button
        type="button"
        className="verb"
        data-testid="verb"
        aria-keyshortcuts="Control+Enter"
        onPointerEnter={() => peek(true)}
        onPointerLeave={() => peek(false)}
        onFocus={() => peek(true)}
        onBlur={() => peek(false)}
        onClick={() => {
          peek(false)
          command.run()
        }}
      >
        <Sparkles size={18} strokeWidth={1.75} aria-hidden />
        <span>{t(verbKeys[verb])}</span>
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
