import { useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '#ui/commands/command.ts'
import { MenuList } from '#ui/commands/menu-list.tsx'

const groups = [
  ['layer.rename', 'layer.duplicate', 'layer.delete'],
  ['layer.visible', 'layer.only', 'layer.lock', 'layer.lock-alpha', 'layer.clip'],
  ['layer.group', 'layer.ungroup', 'layer.up', 'layer.down'],
  ['layer.merge-selected', 'layer.merge-down', 'layer.merge-visible', 'layer.flatten', 'adjustment.apply'],
  ['layer.to-raster', 'layer.to-mask', 'layer.to-mask-by-light', 'layer.to-region'],
  ['selection.from-layer', 'selection.from-mask', 'selection.to-mask'],
]

interface FloatingMenuProps {
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

/** What can be done with the chosen layers. What makes no sense for their kinds is left out. */
export function LayerMenu({ at, onClose }: Pick<FloatingMenuProps, 'at' | 'onClose'>) {
  const { t } = useTranslation()
  const { commands } = useCommands()
  const find = (id: string) => commands.find((command) => command.id === id)
  const fitting = groups
    .map((ids) => ids.flatMap((id) => find(id) ?? []).filter((command) => command.enabled?.() ?? true))
    .filter((group) => group.length > 0)
  return <FloatingMenu label={t('layer.menu')} at={at} groups={fitting} onClose={onClose} />
}
