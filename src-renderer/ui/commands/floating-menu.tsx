import { useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { Command } from './command.ts'
import { MenuList } from './menu-list.tsx'

export interface FloatingMenuProps {
  label: string
  /** Where its corner is, in pixels of the window; it is moved so that all of it can be seen. */
  at: { readonly x: number; readonly y: number }
  groups: readonly (readonly Command[])[]
  onClose(): void
}

/** A menu over everything else; a press beside it closes it. */
export function FloatingMenu({ label, at, groups: shown, onClose }: FloatingMenuProps) {
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = frame.current?.getBoundingClientRect()
    if (!box || !frame.current) return
    const left = Math.max(4, Math.min(at.x, window.innerWidth - box.width - 4))
    const top = Math.max(4, Math.min(at.y, window.innerHeight - box.height - 4))
    Object.assign(frame.current.style, { left: `${left}px`, top: `${top}px` })
  }, [at])
  useEffect(() => {
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', press, true)
    return () => document.removeEventListener('pointerdown', press, true)
  }, [onClose])
  const leave = (chosen: Command | null) => {
    onClose()
    chosen?.run()
  }
  return createPortal(
    <div ref={frame} className="floating-menu">
      <MenuList label={label} groups={shown} onLeave={leave} />
    </div>,
    document.body,
  )
}
