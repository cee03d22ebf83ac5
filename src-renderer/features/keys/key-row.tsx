import { Plus, RotateCcw, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, writtenKey } from '#ui/commands/command.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { usePlatform } from '#ui/platform.ts'
import { useParts } from '../parts-context.ts'
import { changeKeys, resetKeys, setKeys } from './change-keys.ts'
import { KeyCapture } from './key-capture.tsx'

interface KeyRowProps {
  command: Command
  /** Commands that have one of its keys too. */
  others: readonly Command[]
  changed: boolean
}

const mostKeys = 4

/** A command and its keys: a key is taken away by pressing it, and added by pressing it on the keyboard. */
export function KeyRow({ command, others, changed }: KeyRowProps) {
  const { t } = useTranslation()
  const parts = useParts()
  const platform = usePlatform()
  const [capturing, setCapturing] = useState(false)
  const name = t(command.labelKey)
  const keys = command.keys ?? []
  const change = (next: readonly string[]) => void changeKeys(parts, setKeys(command.id, next))
  const take = (key: string | null) => {
    setCapturing(false)
    if (key && !keys.includes(key)) change([...keys, key])
  }
  return (
    <li className="key-row">
      <span className="key-command">{name}</span>
      {others.length > 0 && (
        <span className="key-conflict">
          <TriangleAlert size={14} aria-hidden />
          {t('keys.also', { names: others.map(({ labelKey }) => t(labelKey)).join(', ') })}
        </span>
      )}
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className="key-cap"
          aria-label={t('keys.remove', { key: writtenKey(key, platform), name })}
          title={t('keys.remove', { key: writtenKey(key, platform), name })}
          onClick={() => change(keys.filter((each) => each !== key))}
        >
          {writtenKey(key, platform)}
        </button>
      ))}
      {capturing ? (
        <KeyCapture name={name} onKey={take} />
      ) : (
        <IconButton
          icon={Plus}
          size="small"
          label={t('keys.add', { name })}
          disabled={keys.length >= mostKeys}
          onClick={() => setCapturing(true)}
        />
      )}
      <IconButton
        icon={RotateCcw}
        size="small"
        label={t('keys.reset', { name })}
        disabled={!changed}
        onClick={() => void changeKeys(parts, resetKeys(command.id))}
      />
    </li>
  )
}
