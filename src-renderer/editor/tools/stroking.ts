import type { Layer, Origins } from '#shared/document/canvas-document.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import type { Editor, WetPaint } from '../editor.ts'
import type { Sample, StrokePath } from '../pixels/stroke-path.ts'
import { type Tip, tipOf } from '../session.ts'
import { putPixels } from './lay.ts'
import { Stabiliser, alongAngle, readSample, straighten } from './stroke-hand.ts'
import type { ToolPointer, ToolState } from './tool.ts'

/** A stroke that has begun: the layer it changes, its wet paint, and the path that lays it. */
export interface Stroke {
  readonly layer: Layer
  readonly buffer: WetPaint & { finish(): Pixels }
  readonly path: StrokePath
  /** Where the layer's pixels come from with the stroke; without it they were painted by hand. */
  origins?(): Origins | null
}

interface StrokingOptions {
  readonly labelKey: string
  /** Null: nothing may be painted here, and the artist knows why. The gesture is open already. */
  start(pointer: ToolPointer, tip: Tip): Stroke | null
}

interface Hand {
  stroke: Stroke | null
  stabiliser: Stabiliser
  /** The last sample, before the string. */
  last: Sample | null
  /** Where Shift was pressed, and the direction that it chose since. */
  anchor: { readonly at: Sample; angle: number | null } | null
  /** Where the stroke before this one ended. */
  ended: { readonly layerId: string; readonly at: Sample } | null
}

/** Screen pixels of string between hand and tip at full smoothing. */
const longestString = 80
/** Screen pixels after which a straight stroke has its direction. */
const decided = 6

/**
 * The state of a tool that leaves a trace along the pointer's way. Shift keeps to one of eight directions, and a
 * press with Shift goes on in a straight line from where the last stroke on this layer ended.
 */
export function createStroking(editor: Editor, options: StrokingOptions): ToolState {
  const hand: Hand = { stroke: null, stabiliser: new Stabiliser(0), last: null, anchor: null, ended: null }
  const leave = () => {
    Object.assign(hand, { stroke: null, last: null, anchor: null })
    editor.stroke.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      begin(editor, options, hand, pointer)
      extend(editor, hand, { ...pointer, shift: false })
    },
    move: (pointer) => extend(editor, hand, pointer),
    up(pointer) {
      extend(editor, hand, pointer, true)
      finish(editor, hand)
      editor.commit(options.labelKey)
      return leave()
    },
    cancel() {
      editor.cancel()
      return leave()
    },
  }
}

function begin(editor: Editor, options: StrokingOptions, hand: Hand, pointer: ToolPointer): void {
  editor.begin()
  const session = editor.session.get()
  const tip = tipOf(session, session.toolId)
  hand.stroke = options.start(pointer, tip)
  hand.stabiliser = new Stabiliser((tip.smoothing * longestString) / session.camera.zoom)
  const { stroke, ended } = hand
  if (pointer.shift && stroke && stroke.layer.id === ended?.layerId) stroke.path.extend(ended.at)
}

function extend(editor: Editor, hand: Hand, pointer: ToolPointer, last = false): undefined {
  const { stroke } = hand
  const read = stroke && readSample(pointer, stroke.layer, hand.last)
  if (!stroke || !read) return
  // A pen that is lifted presses no more; the stroke ends as it was.
  const sample = last && hand.last ? { ...read, pressure: hand.last.pressure } : read
  const guided = guide(hand, sample, pointer.shift, decided / editor.session.get().camera.zoom)
  hand.last = sample
  const tip = last ? guided : guided && hand.stabiliser.follow(guided)
  if (tip) stroke.path.extend(tip, hand.anchor !== null)
  editor.stroke.set({ layerId: stroke.layer.id, buffer: stroke.buffer })
}

function finish(editor: Editor, hand: Hand): void {
  const { stroke, last } = hand
  if (!stroke) return
  putPixels(editor, stroke.layer, stroke.buffer.finish(), stroke.origins?.())
  if (last) hand.ended = { layerId: stroke.layer.id, at: last }
}

/** The sample on the straight line that Shift asks for; null while the direction is open. */
function guide(hand: Hand, sample: Sample, shift: boolean, way: number): Sample | null {
  if (!shift) {
    hand.anchor = null
    return sample
  }
  const anchor = (hand.anchor ??= { at: hand.last ?? sample, angle: null })
  if (anchor.angle === null) {
    if (Math.hypot(sample.x - anchor.at.x, sample.y - anchor.at.y) < way) return null
    const on = straighten(sample, anchor.at)
    anchor.angle = Math.atan2(on.y - anchor.at.y, on.x - anchor.at.x)
  }
  return alongAngle(sample, anchor.at, anchor.angle)
}
