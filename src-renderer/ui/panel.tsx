import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'

interface PanelProps {
  title: string
  actions?: ReactNode
  grow?: boolean
  children: ReactNode
}

/** A part of the side column; its heading folds it away. What is folded stays as it is. */
export function Panel({ title, actions, grow = false, children }: PanelProps) {
  const id = useId()
  const [open, setOpen] = useState(true)
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <section className={grow ? 'panel grow' : 'panel'} aria-labelledby={id}>
      <header className="panel-head">
        <h2>
          <button
            id={id}
            type="button"
            className="panel-fold"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <Chevron size={14} aria-hidden />
            {title}
          </button>
        </h2>
        <div className="panel-actions">{actions}</div>
      </header>
      <div className="panel-body" hidden={!open}>
        {children}
      </div>
    </section>
  )
}
