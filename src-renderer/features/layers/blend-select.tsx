import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { changeLayers } from '#shared/document/edits.ts'
import type { BlendMode } from '#shared/entities/blend-mode.ts'
import { useEditor } from '#editor/editor-context.ts'
import { chosenLayers } from './commands/chosen.ts'

/** Modes of one sort together: neutral, darker, lighter, contrast, difference, colour. */
const sorts: readonly (readonly BlendMode[])[] = [
  ['normal'],
  ['darken', 'multiply', 'color-burn'],
  ['lighten', 'screen', 'color-dodge'],
  ['overlay', 'soft-light', 'hard-light'],
  ['difference', 'exclusion'],
  ['hue', 'saturation', 'color', 'luminosity'],
]
const inOrder = sorts.flat()

/** The blend mode of the chosen layers. The canvas shows each mode that the pointer or the arrows are on. */
export function BlendSelect({ value, disabled }: { value: BlendMode; disabled: boolean }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const show = () => {
    editor.begin()
    setOpen(true)
  }
  const preview = (blend: BlendMode) => {
    const ids = chosenLayers(editor).flatMap((layer) => (layer.locked ? [] : layer.id))
    editor.update(changeLayers(ids, { blend }))
  }
  const close = (take: boolean) => {
    if (take) editor.commit('step.blend')
    else editor.cancel()
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        role="combobox"
        className="blend-button"
        aria-label={t('layer.blend')}
        aria-haspopup="listbox"
        aria-expanded={open}
        {...(open ? { 'aria-controls': id } : {})}
        title={t('layer.blend')}
        disabled={disabled}
        onClick={() => (open ? close(false) : show())}
        onKeyDown={(event) => {
          if (open || !['ArrowDown', 'ArrowUp'].includes(event.key)) return
          event.preventDefault()
          show()
        }}
      >
        <span>{t(`blend.${value}`)}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
      {open && <BlendList id={id} value={value} anchor={button} onPreview={preview} onClose={close} />}
    </>
  )
}

interface BlendListProps {
  id: string
  value: BlendMode
  anchor: React.RefObject<HTMLElement | null>
  onPreview(mode: BlendMode): void
  onClose(take: boolean): void
}

function BlendList({ id, value, anchor, onPreview, onClose }: BlendListProps) {
  const { t } = useTranslation()
  const editor = useEditor()
  const list = useRef<HTMLDivElement>(null)
  usePlace(anchor, list)
  useEffect(() => list.current?.focus(), [])
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const inside = [list, anchor].some(({ current }) => current?.contains(event.target as Node))
      if (!inside) onClose(false)
    }
    document.addEventListener('pointerdown', press, true)
    return () => document.removeEventListener('pointerdown', press, true)
  })
  // However the list goes away, a mode that was only looked at does not stay.
  useEffect(() => () => editor.cancel(), [editor])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = inOrder.indexOf(value)
    const to = modeFor(event.key, at, (mode) => t(`blend.${mode}`))
    if (to) onPreview(to)
    else if (event.key === 'Enter' || event.key === ' ') onClose(true)
    else if (event.key === 'Escape' || event.key === 'Tab') onClose(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return createPortal(
    <div
      ref={list}
      id={id}
      className="menu blend-list"
      role="listbox"
      tabIndex={-1}
      aria-label={t('layer.blend')}
      aria-activedescendant={`${id}-${value}`}
      onKeyDown={onKeyDown}
    >
      {sorts.map((sort) => (
        <div key={sort[0]} role="presentation" className="menu-group">
          {sort.map((mode) => (
            <div
              key={mode}
              id={`${id}-${mode}`}
              role="option"
              className={mode === value ? 'menu-item current' : 'menu-item'}
              aria-selected={mode === value}
              // A pointer that only rests where the list opens means nothing.
              onPointerMove={(event) =>
                mode !== value && (event.movementX !== 0 || event.movementY !== 0) && onPreview(mode)
              }
              onClick={() => (onPreview(mode), onClose(true))}
            >
              <span className="menu-label">{t(`blend.${mode}`)}</span>
            </div>
          ))}
        </div>
      ))}
    </div>,
    document.body,
  )
}

function modeFor(key: string, at: number, nameOf: (mode: BlendMode) => string): BlendMode | undefined {
  if (key === 'ArrowDown') return inOrder[Math.min(at + 1, inOrder.length - 1)]
  if (key === 'ArrowUp') return inOrder[Math.max(at - 1, 0)]
  if (key === 'Home') return inOrder[0]
  if (key === 'End') return inOrder.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const rest = [...inOrder.slice(at + 1), ...inOrder.slice(0, at + 1)]
  return rest.find((mode) => nameOf(mode).toLowerCase().startsWith(key.toLowerCase()))
}

/** Puts the list under its button, and within the window. */
function usePlace(
  anchor: React.RefObject<HTMLElement | null>,
  list: React.RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const box = anchor.current?.getBoundingClientRect()
    if (!box || !list.current) return
    const top = Math.max(4, Math.min(box.bottom + 2, window.innerHeight - list.current.offsetHeight - 4))
    Object.assign(list.current.style, { left: `${box.left}px`, top: `${top}px`, minWidth: `${box.width}px` })
  }, [anchor, list])
}
