import './check.css'

interface CheckProps {
  label: string
  value: boolean
  hint?: string
  onChange(value: boolean): void
}

/** A box to tick. */
export function Check({ label, value, hint, onChange }: CheckProps) {
  return (
    <label className="check" title={hint}>
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
}
