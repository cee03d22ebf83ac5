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
  const pen = event instanceof PointerEvent && event.pointerType === 'pen'
  const { x, y } = toDocument(editor.session.get().camera, screen)
  return { x, y, screen, pressure: pen ? event.pressure : 1, shift: event.shiftKey, alt: event.altKey }
}
