import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'

interface FoldProps {
  label: string
  /** Whether it is open at first. */
  open?: boolean
  children: ReactNode
}

/** A heading that shows and hides what is needed seldom. What is hidden isn't there: opened, it begins anew. */
export function Fold({ label, open = false, children }: FoldProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(open)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <div className="fold-group">
      <button
        type="button"
        className="fold"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron size={14} aria-hidden />
        {label}
      </button>
      <div id={id} className="fold-body" hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  )
}
