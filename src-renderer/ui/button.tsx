import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface ButtonProps {
  children: ReactNode
  icon?: LucideIcon
  variant?: 'plain' | 'accent' | 'danger' | 'quiet'
  disabled?: boolean
  title?: string
  onClick(): void
}

export function Button({ children, icon: Icon, variant = 'plain', ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${variant}`}
      title={rest.title}
      disabled={rest.disabled}
      onClick={() => rest.onClick()}
    >
      {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden />}
      {children}
    </button>
  )
}
