import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '#ui/commands/command.ts'
import { commandGroups, commandSections } from '#ui/commands/command-sections.ts'
import { MenuList } from '#ui/commands/menu-list.tsx'

/** Every command under the heading where one would look for it. */
export function MenuBar() {
  const { t } = useTranslation()
  const { commands } = useCommands()
  const bar = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<number | null>(null)
  const [stop, setStop] = useState(0)
  const before = useFocusBefore(bar)
  const sections = commandSections.filter((section) => commandGroups(section, commands).length > 0)
  const go = (at: number) => {
    const next = (at + sections.length) % sections.length
    setStop(next)
    if (open === null) headingAt(bar.current, next)?.focus()
    else setOpen(next)
  }
  const leave = (chosen: Command | null) => {
    setOpen(null)
    if (chosen) before.current?.focus({ preventScroll: true })
    else headingAt(bar.current, stop)?.focus()
    chosen?.run()
  }
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      go(at + (event.key === 'ArrowRight' ? 1 : -1))
    else if (event.key === 'ArrowDown') setOpen(at)
    else return
    event.preventDefault()
  }
  useOutside(bar, open !== null, () => setOpen(null))
  return (
    <div ref={bar} className="menu-bar" role="menubar" aria-label={t('menu.bar')}>
      {sections.map((section, at) => (
        <div key={section.id} className="menu-place" role="none">
          <button
            type="button"
            role="menuitem"
            className="menu-heading"
            tabIndex={at === stop ? 0 : -1}
            aria-haspopup="menu"
            aria-expanded={open === at}
            onClick={() => (setStop(at), setOpen(open === at ? null : at))}
            onMouseEnter={() => open !== null && (setStop(at), setOpen(at))}
            onKeyDown={(event) => onKeyDown(event, at)}
          >
            {t(section.labelKey)}
          </button>
          {open === at && (
            <MenuList
              label={t(section.labelKey)}
              groups={commandGroups(section, commands)}
              onLeave={leave}
              onSide={(by) => go(at + by)}
            />
          )}
        </div>
      ))}
    </div>
  )
}

function headingAt(bar: HTMLElement | null, at: number): HTMLElement | undefined {
  return [...(bar?.querySelectorAll<HTMLElement>('.menu-heading') ?? [])][at]
}

/** What had the focus before the menus: a chosen command works there. */
function useFocusBefore(bar: React.RefObject<HTMLElement | null>) {
  const before = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement && !bar.current?.contains(event.target)) {
        before.current = event.target
      }
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [bar])
  return before
}

function useOutside(bar: React.RefObject<HTMLElement | null>, active: boolean, then: () => void): void {
  useEffect(() => {
    if (!active) return undefined
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !bar.current?.contains(event.target)) then()
    }
    document.addEventListener('pointerdown', press, true)
    return () => document.removeEventListener('pointerdown', press, true)
  })
}
