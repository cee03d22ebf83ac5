import { toDocument } from '../camera.ts'
import type { Editor } from '../editor.ts'
import type { ToolPointer } from '../tools/tool.ts'

/** A DOM event as a tool hears it: document and element pixels, pressure of a pen. */
export function toPointer(
  element: HTMLElement,
  editor: Editor,
  event: PointerEvent | WheelEvent,
): ToolPointer {
  const frame = element.getBoundingClientRect()
  const screen = { x: event.clientX - frame.left, y: event.clientY - frame.top }
  const { x, y } = toDocument(editor.session.get().camera, screen)
  const { shiftKey: shift, altKey: alt } = event
  return { x, y, screen, ...penOf(event), shift, alt, mod: event.ctrlKey || event.metaKey }
}

/** Drivers may report nonsense; a value out of its range counts as a mouse's. */
function penOf(event: MouseEvent): Pick<ToolPointer, 'pressure' | 'tiltX' | 'tiltY' | 'eraser'> {
  if (!(event instanceof PointerEvent) || event.pointerType !== 'pen') {
    return { pressure: 1, tiltX: 0, tiltY: 0, eraser: false }
  }
  return {
    pressure: within(event.pressure, 0, 1) ?? 1,
    tiltX: (within(event.tiltX, -90, 90) ?? 0) / 90,
    tiltY: (within(event.tiltY, -90, 90) ?? 0) / 90,
    eraser: (event.buttons & 32) !== 0 || event.button === 5,
  }
}

function within(value: number, low: number, high: number): number | null {
  return value >= low && value <= high ? value : null
}
