import { useId } from 'react'

interface SelectProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  hint?: string
  onChange(value: T): void
}

export function Select<T extends string>({ label, value, options, hint, onChange }: SelectProps<T>) {
  const id = useId()
  return (
    <div className="field" title={hint}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
