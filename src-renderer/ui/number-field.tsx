import { useState } from 'react'

interface NumberFieldProps {
  label: string
  value: number
  min: number
  max: number
  step?: number
  unit?: string
  /** Without a label of its own: it stands beside one. */
  bare?: boolean
  disabled?: boolean
  onChange(value: number): void
}

/** A number that is taken over on Enter, on leaving and by the arrow keys (Shift: ten steps). */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step = 1, unit, bare = false } = props
  const [draft, setDraft] = useState<string | null>(null)
  const decimals = step < 1 ? (String(step).split('.')[1]?.length ?? 0) : 0
  const take = (next: number) => {
    setDraft(null)
    if (!Number.isFinite(next)) return
    const snapped = Number((Math.round(next / step) * step).toFixed(decimals))
    const clamped = Math.min(Math.max(snapped, min), max)
    if (clamped !== value) props.onChange(clamped)
  }
  const input = (
    <span className="number">
      <input
        type="text"
        inputMode="decimal"
        role="spinbutton"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        disabled={props.disabled}
        value={draft ?? value.toFixed(decimals)}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => draft !== null && take(Number(draft))}
        onKeyDown={(event) => {
          const jump = step * (event.shiftKey ? 10 : 1)
          if (event.key === 'Enter') take(Number(draft ?? value))
          else if (event.key === 'Escape') setDraft(null)
          else if (event.key === 'ArrowUp') take(value + jump)
          else if (event.key === 'ArrowDown') take(value - jump)
          else return
          // Ctrl+Enter goes on to the one button, with the number just taken over.
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {unit && <span className="unit">{unit}</span>}
    </span>
  )
  if (bare) return input
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {label}
      </span>
      {input}
    </div>
  )
}
