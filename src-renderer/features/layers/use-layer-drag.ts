import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { moveLayers } from '#shared/document/layers/arrange.ts'
import type { Editor } from '#editor/editor.ts'
import { chosenIds } from './commands/chosen.ts'
import { type DropPlace, dropPlaceAt } from './drop-place.ts'
import type { Row } from './rows.ts'

/** A pointer that moves less is a click. */
const threshold = 5
/** So near to an end of the list it scrolls. */
const edge = 24
/** Where names begin. */
const eyeWidth = 40

/** Layers dragged through the list: where they would go, and what begins it. Escape leaves all as it was. */
export function useLayerDrag(
  editor: Editor,
  rows: readonly Row[],
  list: RefObject<HTMLElement | null>,
): { drop: DropPlace | null; start(event: ReactPointerEvent, id: string): void } {
  const [drop, setDrop] = useState<DropPlace | null>(null)
  const latest = useRef(rows)
  const running = useRef<AbortController | null>(null)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  useEffect(() => () => running.current?.abort(), [])
  const start = (event: ReactPointerEvent, id: string) => {
    const element = list.current
    if (event.button !== 0 || event.ctrlKey || event.shiftKey || event.metaKey || !element) return
    running.current?.abort()
    running.current = trackDrag({
      ...{ element, editor, id, pointerId: event.pointerId, from: { x: event.clientX, y: event.clientY } },
      rows: () => latest.current,
      show: setDrop,
    })
  }
  return { drop, start }
}

interface DragTrack {
  readonly element: HTMLElement
  readonly editor: Editor
  readonly id: string
  readonly pointerId: number
  readonly from: { readonly x: number; readonly y: number }
  rows(): readonly Row[]
  show(drop: DropPlace | null): void
}

function trackDrag(track: DragTrack): AbortController {
  const { element, editor, id, pointerId, from, show } = track
  const abort = new AbortController()
  const pointer = { ...from, dragging: false }
  const move = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return
    Object.assign(pointer, { x: event.clientX, y: event.clientY })
    if (!pointer.dragging && Math.hypot(pointer.x - from.x, pointer.y - from.y) < threshold) return
    // From here on the list gets the pointer, so that letting go is no click on a row.
    if (!pointer.dragging) element.setPointerCapture(pointerId)
    pointer.dragging = true
    show(placeOf(track, pointer))
  }
  const end = (event: PointerEvent) => {
    abort.abort()
    if (!pointer.dragging || event.type !== 'pointerup') return
    const ids = chosenIds(editor).includes(id) ? chosenIds(editor) : [id]
    editor.edit('step.order', moveLayers(ids, placeOf(track, pointer).place))
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !pointer.dragging) return
    event.preventDefault()
    event.stopPropagation()
    abort.abort()
  }
  const timer = setInterval(() => pointer.dragging && scrollAtEdge(track, pointer), 16)
  abort.signal.addEventListener('abort', () => {
    clearInterval(timer)
    show(null)
  })
  const options = { signal: abort.signal, capture: true }
  window.addEventListener('pointermove', move, options)
  window.addEventListener('pointerup', end, options)
  window.addEventListener('pointercancel', end, options)
  window.addEventListener('keydown', key, options)
  return abort
}

interface Point {
  readonly x: number
  readonly y: number
}

function placeOf({ element, editor, rows }: DragTrack, { x, y }: Point): DropPlace {
  const box = element.getBoundingClientRect()
  const inList = Math.min(Math.max(y, box.top), box.bottom) - box.top + element.scrollTop
  return dropPlaceAt(editor.document(), rows(), x - box.left - eyeWidth, inList)
}

function scrollAtEdge(track: DragTrack, pointer: Point): void {
  const { element, show } = track
  const box = element.getBoundingClientRect()
  const by = pointer.y < box.top + edge ? -8 : pointer.y > box.bottom - edge ? 8 : 0
  if (by === 0) return
  element.scrollTop += by
  show(placeOf(track, pointer))
}
