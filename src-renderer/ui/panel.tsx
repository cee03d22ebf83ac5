import { type ReactNode, useId } from 'react'

interface PanelProps {
  title: string
  actions?: ReactNode
  grow?: boolean
  children: ReactNode
}

export function Panel({ title, actions, grow = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className={grow ? 'panel grow' : 'panel'} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        <div className="panel-actions">{actions}</div>
      </header>
      <div className="panel-body">{children}</div>
    </section>
  )
}
