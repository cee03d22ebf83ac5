import type { LucideIcon } from 'lucide-react'
import './icon-choice.css'

interface IconChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly { readonly value: T; readonly label: string; readonly icon: LucideIcon }[]
  onChange(value: T): void
}

/** A few choices side by side, each an icon; one of them holds. */
export function IconChoice<T extends string>({ label, value, options, onChange }: IconChoiceProps<T>) {
  return (
    <div className="icon-choice" role="group" aria-label={label}>
      {options.map(({ value: each, label: name, icon: Icon }) => (
        <button
          key={each}
          type="button"
          className="icon-choice-part"
          aria-label={name}
          aria-pressed={each === value}
          title={name}
          onClick={() => onChange(each)}
        >
          <Icon size={16} strokeWidth={1.75} aria-hidden />
        </button>
      ))}
    </div>
  )
}
