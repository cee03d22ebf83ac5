import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

interface PopoverProps {
  label: string
  icon: LucideIcon
  /** What it shows while it is open; `close` leaves it. */
  children(close: () => void): ReactNode
}

/** A button that opens a small panel above it; Esc and a press elsewhere close it. */
export function Popover({ label, icon: Icon, children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return undefined
    const abort = new AbortController()
    const on = { signal: abort.signal, capture: true }
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !place.current?.contains(target)) setOpen(false)
    }
    document.addEventListener('pointerdown', leave, on)
    document.addEventListener('focusin', leave, on)
    // Anywhere: what had the focus in the panel may be disabled or gone.
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setOpen(false)
      place.current?.querySelector('button')?.focus()
    }
    document.addEventListener('keydown', escape, on)
    place.current?.querySelector<HTMLElement>('.pop-panel button, .pop-panel input')?.focus()
    return () => abort.abort()
  }, [open])
  return (
    <div className="pop-place" ref={place}>
      <button
        type="button"
        className="fold"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon size={14} aria-hidden />
        {label}
      </button>
      <div id={id} className="pop-panel" role="group" aria-label={label} hidden={!open}>
        {open && children(() => setOpen(false))}
      </div>
    </div>
  )
}
