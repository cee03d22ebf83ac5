import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { keysOf } from '#ui/commands/key-press.ts'
import { usePlatform } from '#ui/platform.ts'

interface KeyCaptureProps {
  name: string
  /** The key that was pressed; null when the artist changed their mind (Escape, or a click elsewhere). */
  onKey(keys: string | null): void
}

/** Waits for one key press. */
export function KeyCapture({ name, onKey }: KeyCaptureProps) {
  const { t } = useTranslation()
  const platform = usePlatform()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <button
      ref={button}
      type="button"
      className="key-cap capturing"
      aria-label={t('keys.press-for', { name })}
      onBlur={() => onKey(null)}
      onKeyDown={(event) => {
        if (event.key === 'Tab') return
        event.preventDefault()
        event.stopPropagation()
        const keys = event.key === 'Escape' ? null : keysOf(event.nativeEvent, platform)
        if (keys || event.key === 'Escape') onKey(keys)
      }}
    >
      {t('keys.press')}
    </button>
  )
}
