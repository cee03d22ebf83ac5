import { type Camera, panBy, zoomAt } from '../camera.ts'
import type { Editor } from '../editor.ts'
import { type ToolRunner, currentTool } from '../tools/tool-runner.ts'
import { linkSpace } from './space-key.ts'
import { toPointer } from './tool-pointer.ts'

interface Hand {
  space: boolean
  /** Where the pan was last, in window pixels. */
  panning: { readonly x: number; readonly y: number } | null
  /** The pointer that is in the middle of a gesture. */
  painting: number | null
  /** The last place of the pointer, for when a modifier changes and the pointer stays. */
  last: PointerEvent | null
}

/**
 * Pointer, wheel and space of the canvas element: pans and zooms the camera, and sends everything else to the
 * tool. Space pans within an unfinished gesture; the gesture goes on after it. Returns a function that unlinks it.
 */
export function linkPointer(element: HTMLElement, editor: Editor, tools: ToolRunner): () => void {
  const abort = new AbortController()
  const on = { signal: abort.signal }
  const hand: Hand = { space: false, panning: null, painting: null, last: null }
  const lift = (event: PointerEvent) => {
    hand.panning = null
    if (hand.painting !== event.pointerId) return
    hand.painting = null
    tools.send('up', toPointer(element, editor, event))
  }
  const lose = () => {
    hand.panning = null
    hand.painting = null
    tools.cancel()
  }
  const leave = () => {
    hand.last = null
    if (hand.painting === null) editor.pointer.set(null)
  }
  element.addEventListener('pointerdown', (event) => press(event, element, editor, tools, hand), on)
  element.addEventListener('pointermove', (event) => drag(event, element, editor, tools, hand), on)
  element.addEventListener('pointerup', lift, on)
  element.addEventListener('pointercancel', lose, on)
  element.addEventListener('pointerleave', leave, on)
  element.addEventListener('wheel', (event) => roll(event, element, editor), { ...on, passive: false })
  linkModifiers(element, editor, tools, hand, abort.signal)
  linkSpace(element, abort.signal, (held) => {
    hand.space = held
    const { last, painting } = hand
    const pans = held && painting !== null && !movesWithSpace(editor, tools)
    hand.panning = pans && last ? { x: last.clientX, y: last.clientY } : null
  })
  return () => abort.abort()
}

function press(
  event: PointerEvent,
  element: HTMLElement,
  editor: Editor,
  tools: ToolRunner,
  hand: Hand,
): void {
  element.focus({ preventScroll: true })
  element.setPointerCapture(event.pointerId)
  if (event.button === 1 || (event.button === 0 && hand.space)) {
    hand.panning = { x: event.clientX, y: event.clientY }
  } else if (event.button === 0 && hand.painting === null) {
    hand.painting = event.pointerId
    tools.send('down', toPointer(element, editor, event))
  }
}

function drag(
  event: PointerEvent,
  element: HTMLElement,
  editor: Editor,
  tools: ToolRunner,
  hand: Hand,
): void {
  if (hand.panning) {
    const { x, y } = hand.panning
    hand.panning = { x: event.clientX, y: event.clientY }
    look(editor, (camera) => panBy(camera, event.clientX - x, event.clientY - y))
  } else if (hand.painting === event.pointerId) {
    const samples = event.getCoalescedEvents()
    for (const sample of samples.length > 0 ? samples : [event]) {
      tools.send('move', { ...toPointer(element, editor, sample), space: hand.space })
    }
  } else if (hand.painting === null) tools.send('hover', toPointer(element, editor, event))
  hand.last = event
  const { x, y } = toPointer(element, editor, event)
  editor.pointer.set({ x, y })
}

function movesWithSpace(editor: Editor, tools: ToolRunner): boolean {
  return currentTool(tools, editor.session.get().toolId).movesWithSpace ?? false
}

const modifiers = new Set(['Shift', 'Alt', 'Control', 'Meta'])

/** Pressing or releasing a modifier counts at once, not only when the pointer moves next. */
function linkModifiers(
  element: HTMLElement,
  editor: Editor,
  tools: ToolRunner,
  hand: Hand,
  signal: AbortSignal,
): void {
  const hear = (event: KeyboardEvent) => {
    const { last } = hand
    if (!last || !modifiers.has(event.key) || event.repeat) return
    // Alt alone would move the focus into the window's menu.
    if (event.key === 'Alt') event.preventDefault()
    const { shiftKey: shift, altKey: alt } = event
    const pointer = { ...toPointer(element, editor, last), shift, alt, mod: event.ctrlKey || event.metaKey }
    tools.send(hand.painting === null ? 'hover' : 'move', pointer)
  }
  globalThis.addEventListener('keydown', hear, { signal })
  globalThis.addEventListener('keyup', hear, { signal })
}

/** The wheel zooms at the cursor; with Shift it pans sideways. */
function roll(event: WheelEvent, element: HTMLElement, editor: Editor): void {
  event.preventDefault()
  const anchor = toPointer(element, editor, event).screen
  if (event.shiftKey) look(editor, (camera) => panBy(camera, -event.deltaY - event.deltaX, 0))
  else look(editor, (camera) => zoomAt(camera, anchor, Math.exp(-event.deltaY / 480)))
}

function look(editor: Editor, change: (camera: Camera) => Camera): void {
  editor.session.set((session) => ({ ...session, camera: change(session.camera) }))
}
