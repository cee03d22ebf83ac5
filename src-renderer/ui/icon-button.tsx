import type { LucideIcon } from 'lucide-react'

interface IconButtonProps {
  icon: LucideIcon
  label: string
  keys?: string
  pressed?: boolean
  role?: 'radio'
  disabled?: boolean
  danger?: boolean
  size?: 'small' | 'medium'
  onClick(): void
}

export function IconButton(props: IconButtonProps) {
  const { icon: Icon, label, keys, pressed, role, size = 'medium' } = props
  const state =
    pressed === undefined ? {} : role === 'radio' ? { 'aria-checked': pressed } : { 'aria-pressed': pressed }
  return (
    <button
      type="button"
      className={`icon-button ${size}${props.danger ? ' danger' : ''}`}
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      disabled={props.disabled}
      onClick={() => props.onClick()}
      {...(keys ? { 'aria-keyshortcuts': keys.replace('Ctrl', 'Control') } : {})}
      {...(role ? { role } : {})}
      {...state}
    >
      <Icon size={size === 'small' ? 14 : 18} strokeWidth={1.75} aria-hidden />
    </button>
  )
}
