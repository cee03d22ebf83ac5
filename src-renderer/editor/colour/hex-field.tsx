import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface HexFieldProps {
  colour: string
  onChange(colour: string): void
}

/** The colour as a number, `#rrggbb` or `#rgb`, taken over on Enter and on leaving; anything else is dropped. */
export function HexField({ colour, onChange }: HexFieldProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  const take = () => {
    const read = draft === null ? null : readHex(draft)
    setDraft(null)
    if (read) onChange(read)
  }
  return (
    <label className="hex-field">
      <span>{t('colour.hex')}</span>
      <input
        type="text"
        spellCheck={false}
        value={draft ?? colour}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
          else if (event.key === 'Escape' && draft !== null) setDraft(null)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
    </label>
  )
}

/** `#rrggbb` from what was typed, with or without `#`, three or six digits; null when it is no colour. */
export function readHex(text: string): string | null {
  const digits = text.trim().replace(/^#/, '').toLowerCase()
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`
  return /^[0-9a-f]{3}$/.test(digits) ? `#${digits.replaceAll(/./g, '$&$&')}` : null
}
