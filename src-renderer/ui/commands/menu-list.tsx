import { Check } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, keyLabel } from './command.ts'
import { usePlatform } from '../platform.ts'

interface MenuListProps {
  label: string
  /** Each group is set off by a line. */
  groups: readonly (readonly Command[])[]
  /** The menu is left: a command was chosen, or none was. */
  onLeave(chosen: Command | null): void
  /** An arrow to the side, for a bar of menus. */
  onSide?(by: 1 | -1): void
}

/** Commands as a menu: arrows, Home, End and first letters move, Enter runs, Escape leaves. */
export function MenuList({ label, groups, onLeave, onSide }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => itemsIn(list.current)[0]?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsIn(list.current)
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = target(event.key, items, at)
    if (to) to.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') onLeave(null)
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      onSide?.(event.key === 'ArrowRight' ? 1 : -1)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={list} className="menu" role="menu" aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <div key={group[0]?.id} role="group" className="menu-group">
          {group.map((command) => (
            <MenuItem key={command.id} command={command} onLeave={onLeave} />
          ))}
        </div>
      ))}
    </div>
  )
}

function MenuItem({ command, onLeave }: { command: Command; onLeave: MenuListProps['onLeave'] }) {
  const { t } = useTranslation()
  const platform = usePlatform()
  const enabled = command.enabled?.() ?? true
  const pressed = command.pressed?.()
  return (
    <button
      type="button"
      role={pressed === undefined ? 'menuitem' : 'menuitemcheckbox'}
      className="menu-item"
      tabIndex={-1}
      aria-disabled={!enabled}
      {...(pressed === undefined ? {} : { 'aria-checked': pressed })}
      onMouseEnter={(event) => event.currentTarget.focus()}
      onClick={() => enabled && onLeave(command)}
    >
      <Check size={14} aria-hidden visibility={pressed ? 'visible' : 'hidden'} />
      <span className="menu-label">{t(command.labelKey)}</span>
      <kbd className="key">{keyLabel(command, platform)}</kbd>
    </button>
  )
}

function itemsIn(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('.menu-item') ?? [])]
}

function target(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length]
    case 'ArrowUp':
      return items.at((at - 1) % items.length)
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
    default: {
      if (key.length !== 1 || key === ' ') return undefined
      const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)]
      return rest.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()))
    }
  }
}
