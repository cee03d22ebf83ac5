import type { Editor } from '../editor.ts'
import type { Compositor } from '../render/compositor.ts'
import type { LiftedSheet } from '../render/lifted-sheet.ts'
import { type ToolRunner, currentTool } from '../tools/tool-runner.ts'
import type { Overlay } from './overlay.ts'

/**
 * What changed: everything, the camera only, the stroke, pixels or sketch of the tool in hand, or the pointer; `rest`:
 * nothing, but the last frame had no time for all of it.
 */
export type Change = 'all' | 'camera' | 'stroke' | 'lifted' | 'sketch' | 'cursor' | 'rest'

export interface Views {
  readonly compositor: Compositor
  readonly lifted: LiftedSheet
  readonly overlay: Overlay
  /** The colour in which masks are shown. */
  mask(): readonly [number, number, number]
}

export interface Frames {
  want(change: Change): void
  stop(): void
}

/** The view is drawn in full quality when it has been still for this long. */
const settleMs = 120

/** While the view moves, a drawing that took longer than this is followed by shifts of what is there. */
const cheapMs = 12
/** … for this many times as long as it took. */
const pause = 4

/** Draws at most once a frame, and only what has to be. Where drawing is slow, a moving view is shifted between. */
export function createFrames(
  { compositor, lifted, overlay, mask }: Views,
  editor: Editor,
  tools: ToolRunner,
): Frames {
  const wanted = new Set<Change>()
  const pending = { frame: 0, pause: 0, moved: -Infinity, settle: 0 }
  const want = (change: Change) => {
    wanted.add(change)
    if (pending.frame === 0) pending.frame = requestAnimationFrame(draw)
  }
  const settle = () => {
    clearTimeout(pending.settle)
    pending.settle = window.setTimeout(() => want('all'), settleMs)
  }
  function draw(): void {
    const tool = currentTool(tools, editor.session.get().toolId)
    const whole = wanted.has('all') || wanted.has('camera')
    const now = performance.now()
    if (wanted.has('camera')) pending.moved = now
    pending.pause = drawPixels(compositor, wanted, pending.pause, now - pending.moved < settleMs)
    if (whole || wanted.has('lifted')) lifted.draw(editor, mask())
    if (whole || wanted.has('lifted') || wanted.has('sketch')) overlay.draw(editor, tool)
    if (whole || wanted.has('sketch') || wanted.has('cursor')) overlay.drawCursor(editor, tool)
    if (wanted.has('camera')) settle()
    pending.frame = 0
    const waits = wanted.has('stroke') && pending.pause > performance.now()
    wanted.clear()
    if (waits) want('stroke')
    if (compositor.unfinished) want('rest')
  }
  return {
    want,
    stop() {
      cancelAnimationFrame(pending.frame)
      clearTimeout(pending.settle)
    },
  }
}

/** Draws what is wanted; returns until when a moving view is to be shifted only, and a stroke to wait. */
function drawPixels(
  compositor: Compositor,
  wanted: ReadonlySet<Change>,
  until: number,
  moving: boolean,
): number {
  const started = performance.now()
  if (wanted.has('camera') && !wanted.has('all')) {
    if (started < until) {
      compositor.shift()
      return until
    }
    compositor.drawAll(true)
    const cost = performance.now() - started
    return cost > cheapMs ? started + cost * pause : 0
  }
  if (wanted.has('all') || wanted.has('rest')) compositor.drawAll(moving)
  else if (wanted.has('stroke')) {
    // Under a wide blur a stroke is shown less often, so that the hand is heard in between.
    if (started < until) return until
    compositor.drawStroke()
    const cost = performance.now() - started
    return cost > cheapMs * 2 ? started + cost * 2 : 0
  }
  return until
}
