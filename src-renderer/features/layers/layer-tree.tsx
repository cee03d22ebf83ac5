import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { selectedLayersOf } from '#editor/session.ts'
import { useStore } from '#ui/store.ts'
import { choose, chosenIds } from './commands/chosen.ts'
import { indent, rowHeight } from './drop-place.ts'
import { LayerMenu } from './layer-menu.tsx'
import { LayerRow, type RowHands } from './layer-row.tsx'
import { rowsBetween, rowsOf } from './rows.ts'
import { actionFor } from './tree-keys.ts'
import { useLayerDrag } from './use-layer-drag.ts'

/** Rows beyond those in sight. */
const overscan = 6

/** All layers as a tree, topmost first; only the rows in sight are there. */
export function LayerTree() {
  const { t } = useTranslation()
  const editor = useEditor()
  const list = useRef<HTMLDivElement>(null)
  const document = useDocument((present) => present)
  const session = useStore(editor.session, ({ closedGroups, selectedLayers, renamingLayer }) => ({
    ...{ closedGroups, selectedLayers, renamingLayer },
  }))
  const rows = useMemo(() => rowsOf(document, session.closedGroups), [document, session.closedGroups])
  const chosen = new Set(selectedLayersOf(editor.session.get(), document))
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null)
  const { drop, start } = useLayerDrag(editor, rows, list)
  const { indexes, focus } = useRowWindow(
    list,
    rows.map(({ layer }) => layer.id),
    document.activeLayerId,
  )
  const hands = useHands({ openMenu: setMenu, press: start, focus })
  const onKeyDown = (event: KeyboardEvent) => {
    const on = (event.target as HTMLElement).closest('[data-layer]')?.getAttribute('data-layer')
    const action = on ? actionFor(editor, rowsOf(document, session.closedGroups), on, event) : null
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    const next = action()
    if (next) focus(next)
  }
  return (
    <div
      ref={list}
      className="layers"
      role="treegrid"
      aria-label={t('panel.layers')}
      aria-multiselectable
      aria-rowcount={rows.length}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="layer-rows" style={{ height: rows.length * rowHeight }}>
        {indexes.map((index) => {
          const row = rows[index]
          if (!row) return null
          const { id } = row.layer
          return (
            <div
              key={id}
              role="presentation"
              className="layer-place"
              style={{ transform: `translateY(${index * rowHeight}px)` }}
            >
              <LayerRow
                {...row}
                index={index}
                active={id === document.activeLayerId}
                reachable={id === (document.activeLayerId ?? rows[0]?.layer.id)}
                chosen={chosen.has(id)}
                renaming={id === session.renamingLayer}
                taking={drop?.into === id}
                hands={hands}
              />
            </div>
          )
        })}
        {drop?.line && (
          <div className="layer-drop" style={{ top: drop.line.top, left: 32 + drop.line.depth * indent }} />
        )}
      </div>
      {menu && <LayerMenu at={menu} onClose={() => setMenu(null)} />}
    </div>
  )
}

/** The rows in sight and the active one; and a way to bring a row there and give it the focus. */
function useRowWindow(
  list: React.RefObject<HTMLElement | null>,
  ids: readonly string[],
  active: string | null,
) {
  const wanted = useRef<string | null>(null)
  const [seen, setSeen] = useState({ first: 0, last: 24 })
  const [, redraw] = useState(0)
  const at = active === null ? -1 : ids.indexOf(active)
  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    const look = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - overscan)
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + overscan
      setSeen((now) => (now.first === first && now.last === last ? now : { first, last }))
    }
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [list])
  // Only when another layer becomes active, or moves; not while the artist scrolls.
  useEffect(() => scrollTo(list.current, at), [list, active, at])
  useEffect(() => {
    const id = wanted.current
    const row = id && list.current?.querySelector(`[data-layer="${CSS.escape(id)}"]`)
    if (!row) return
    wanted.current = null
    row.querySelector<HTMLElement>('.layer-choose')?.focus({ preventScroll: true })
  })
  const focus = (id: string) => {
    wanted.current = id
    scrollTo(list.current, ids.indexOf(id))
    redraw((count) => count + 1)
  }
  const indexes = Array.from(
    { length: Math.max(0, Math.min(seen.last, ids.length) - seen.first) },
    (_, i) => seen.first + i,
  )
  return { indexes: at < 0 || indexes.includes(at) ? indexes : [...indexes, at], focus }
}

function scrollTo(list: HTMLElement | null, index: number): void {
  if (!list || index < 0) return
  const top = index * rowHeight
  if (list.scrollTop > top) list.scrollTop = top
  else list.scrollTop = Math.max(list.scrollTop, top + rowHeight - list.clientHeight)
}

interface Hands {
  openMenu(at: { x: number; y: number }): void
  press: RowHands['press']
  focus(id: string): void
}

/** What rows ask for, as functions that stay the same while the list is there. */
function useHands(latestHands: Hands): RowHands {
  const editor = useEditor()
  const latest = useRef(latestHands)
  useEffect(() => {
    latest.current = latestHands
  })
  return useMemo(() => {
    const listed = () => rowsOf(editor.document(), editor.session.get().closedGroups)
    const click = (event: MouseEvent, id: string) => {
      const chosen = chosenIds(editor)
      const active = editor.document().activeLayerId
      if (event.shiftKey) return choose(editor, rowsBetween(listed(), active, id), active ?? id)
      if (!event.ctrlKey && !event.metaKey) return choose(editor, [id], id)
      if (!chosen.includes(id)) return choose(editor, [...chosen, id], id)
      const rest = chosen.filter((each) => each !== id)
      const next = active === id ? rest.at(-1) : active
      if (next) choose(editor, rest, next)
    }
    return {
      click,
      press: (event, id) => latest.current.press(event, id),
      menu(event, id) {
        event.preventDefault()
        if (!chosenIds(editor).includes(id)) choose(editor, [id], id)
        const box = event.currentTarget.getBoundingClientRect()
        const byKey = event.clientX === 0 && event.clientY === 0
        latest.current.openMenu(
          byKey ? { x: box.left + 48, y: box.bottom } : { x: event.clientX, y: event.clientY },
        )
      },
      rename: (id) => editor.session.set((session) => ({ ...session, renamingLayer: id })),
      renamed: (id) => latest.current.focus(id),
      fold: (id) => foldGroup(editor, id),
    }
  }, [editor])
}

function foldGroup(editor: ReturnType<typeof useEditor>, id: string): void {
  editor.session.set((session) => {
    const { closedGroups } = session
    const closed = closedGroups.includes(id)
    return {
      ...session,
      closedGroups: closed ? closedGroups.filter((each) => each !== id) : [...closedGroups, id],
    }
  })
}
