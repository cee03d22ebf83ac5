import type { Editor } from '../editor.ts'
import type { Compositor } from '../render/compositor.ts'
import { type ToolRunner, currentTool } from '../tools/tool-runner.ts'
import type { Overlay } from './overlay.ts'

/** What changed: everything, the camera only, the stroke in hand, or the pointer. */
export type Change = 'all' | 'camera' | 'stroke' | 'cursor'

export interface Frames {
  want(change: Change): void
  stop(): void
}

/** The view is drawn in full quality when it has been still for this long. */
const settleMs = 120

/** Draws at most once a frame, and only what has to be. */
export function createFrames(
  compositor: Compositor,
  overlay: Overlay,
  editor: Editor,
  tools: ToolRunner,
): Frames {
  const wanted = new Set<Change>()
  const pending = { frame: 0, settle: undefined as ReturnType<typeof setTimeout> | undefined }
  const want = (change: Change) => {
    wanted.add(change)
    if (pending.frame === 0) pending.frame = requestAnimationFrame(draw)
  }
  function draw(): void {
    const has = (change: Change) => wanted.has(change)
    const tool = currentTool(tools, editor.session.get().toolId)
    const whole = has('all') || has('camera')
    if (whole) {
      compositor.drawAll(has('camera'))
      overlay.draw(editor, tool)
    } else if (has('stroke')) compositor.drawStroke()
    if (whole || has('cursor')) overlay.drawCursor(editor, tool)
    if (has('camera')) {
      clearTimeout(pending.settle)
      pending.settle = setTimeout(() => want('all'), settleMs)
    }
    pending.frame = 0
    wanted.clear()
  }
  return {
    want,
    stop() {
      cancelAnimationFrame(pending.frame)
      clearTimeout(pending.settle)
    },
  }
}
