import { ChevronUp, Ellipsis } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Verb } from '#editor/seen/verb.ts'
import { FillPanel } from './fill-panel.tsx'

/** Opens what is done with a mask, or with the room around a picture; Esc and a press elsewhere close it. */
export function FillMenu({ verb }: { verb: Verb }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return undefined
    const abort = new AbortController()
    const leave = (event: PointerEvent) => {
      const { target } = event
      if (target instanceof Node && !place.current?.contains(target)) setOpen(false)
    }
    document.addEventListener('pointerdown', leave, { signal: abort.signal, capture: true })
    return () => abort.abort()
  }, [open])
  const Icon = verb === 'fill' ? ChevronUp : Ellipsis
  return (
    <div
      className="fill-menu"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
        place.current?.querySelector('button')?.focus()
      }}
    >
      <button
        type="button"
        className="fill-open"
        aria-label={t('fill.options')}
        title={t('fill.options')}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon size={16} aria-hidden />
      </button>
      <div id={id} className="fill-panel" role="group" aria-label={t('fill.options')} hidden={!open}>
        {open && <FillPanel verb={verb} />}
      </div>
    </div>
  )
}
