import { type ReactNode, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import './popover.css'

interface PopoverProps {
  /** What the button says, or what is said of it. */
  label: string
  /** What is on the button. */
  face: ReactNode
  className?: string
  children: ReactNode
}

/**
 * A button that unfolds a small panel beneath it, over everything. Escape and a press beside it fold it. What is
 * folded isn't there: unfolded, it begins anew.
 */
export function Popover({ label, face, className = 'button quiet', children }: PopoverProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const place = (panel: HTMLElement) => {
    const from = button.current?.getBoundingClientRect()
    if (!from) return
    const left = Math.min(from.left, innerWidth - panel.offsetWidth - 8)
    panel.style.left = `${Math.max(8, left)}px`
    panel.style.top = `${from.bottom + 4}px`
    panel.style.maxHeight = `${innerHeight - from.bottom - 16}px`
    panel.querySelector<HTMLElement>('[aria-pressed="true"], button, input, select, [tabindex="0"]')?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-expanded={open}
        title={label}
        popoverTarget={id}
      >
        {face}
      </button>
      {createPortal(
        <div
          id={id}
          className="popover"
          popover="auto"
          role="group"
          aria-label={label}
          onToggle={(event) => {
            const opened = event.newState === 'open'
            const panel = event.currentTarget
            setOpen(opened)
            if (opened) requestAnimationFrame(() => place(panel))
          }}
        >
          {open && children}
        </div>,
        document.body,
      )}
    </>
  )
}
