import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import './popup-panel.css'

interface PopupPanelProps {
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
export function PopupPanel({ label, face, className = 'button quiet', children }: PopupPanelProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  // Within the region of the window that the button is in, but not within its row, whose look it does not share.
  const [home, setHome] = useState<Element | null>(null)
  useEffect(() => setHome(button.current?.closest('[data-region]') ?? document.body), [])
  // The window has a meaning of its own for Escape, which would keep the browser from folding the panel.
  const fold = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    event.preventDefault()
    event.stopPropagation()
    panel.current?.hidePopover()
    button.current?.focus()
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
        onKeyDown={fold}
      >
        {face}
      </button>
      {home &&
        createPortal(
          <div
            ref={panel}
            id={id}
            className="popup-panel"
            popover="auto"
            role="group"
            aria-label={label}
            onToggle={(event) => {
              const opened = event.newState === 'open'
              setOpen(opened)
              if (opened) requestAnimationFrame(() => place(panel.current, button.current))
            }}
            onKeyDown={fold}
          >
            {open && children}
          </div>,
          home,
        )}
    </>
  )
}

/** Beneath its button, on the screen, with the focus on what holds or comes first. */
function place(panel: HTMLElement | null, button: HTMLElement | null): void {
  if (!panel || !button) return
  const from = button.getBoundingClientRect()
  const left = Math.min(from.left, innerWidth - panel.offsetWidth - 8)
  panel.style.left = `${Math.max(8, left)}px`
  panel.style.top = `${from.bottom + 4}px`
  panel.style.maxHeight = `${innerHeight - from.bottom - 16}px`
  const first = '[aria-pressed="true"], button, input, select, [tabindex="0"]'
  panel.querySelector<HTMLElement>(first)?.focus()
}
