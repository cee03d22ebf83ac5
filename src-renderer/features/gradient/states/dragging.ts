import { type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { type ColourRow, colourRowInk, coverageRowInk } from '#editor/pixels/ink.ts'
import { coverAll } from '#editor/pixels/plane-cover.ts'
import { type Ink, WetTiles } from '#editor/pixels/wet-tiles.ts'
import { tipOf, withUsedColour } from '#editor/session.ts'
import { lookAgain, putPixels } from '#editor/tools/lay.ts'
import { groundOf } from '#editor/tools/paint-ground.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import { straighten } from '#editor/tools/stroke-hand.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { type GradientSettings, type Span, createRamp, gradientRows } from '../ramp.ts'

interface Hand {
  layer: Layer | null
  wet: WetTiles | null
  span: Span
}

const nowhere: Span = { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } }

/** From the press to the pointer, shown all the while; Shift keeps to eight directions. A mere click does nothing. */
export function dragging(editor: Editor, settings: Store<GradientSettings>): ToolState {
  const hand: Hand = { layer: null, wet: null, span: nowhere }
  const leave = () => {
    Object.assign(hand, { layer: null, wet: null })
    editor.stroke.set(null)
    editor.sketch.set(null)
    return 'idle'
  }
  const drag = (pointer: ToolPointer) => {
    stretch(editor, hand, pointer)
    return undefined
  }
  return {
    enter(pointer) {
      editor.begin()
      hand.layer = paintTarget(editor)
      const at = { x: pointer.x, y: pointer.y }
      hand.span = { from: at, to: at }
      if (hand.layer) hand.wet = pour(editor, hand.layer, settings.get(), () => hand.span)
    },
    move: drag,
    up(pointer) {
      stretch(editor, hand, pointer)
      const { layer, wet } = hand
      if (layer && wet && lengthOf(hand.span) > 0) {
        putPixels(editor, layer, wet.finish())
        editor.session.set((session) => withUsedColour(session, session.colour))
        editor.commit('step.gradient')
      } else editor.cancel()
      return leave()
    },
    cancel() {
      editor.cancel()
      return leave()
    },
  }
}

function stretch(editor: Editor, hand: Hand, pointer: ToolPointer): void {
  const { layer, wet } = hand
  if (!layer || !wet || !Number.isFinite(pointer.x + pointer.y)) return
  const { from } = hand.span
  const { x, y } = pointer.shift ? straighten(pointer, from) : pointer
  hand.span = { from, to: { x, y } }
  if (lengthOf(hand.span) === 0) return
  const { width, height } = editor.document()
  wet.touch({ x: -layer.x, y: -layer.y, width, height })
  editor.stroke.set({ layerId: layer.id, buffer: wet })
  const points = [from, hand.span.to]
  editor.sketch.set({ lines: [{ kind: 'frame', points, closed: false }], handles: points })
}

function lengthOf({ from, to }: Span): number {
  return Math.hypot(to.x - from.x, to.y - from.y)
}

function pour(editor: Editor, layer: Layer, settings: GradientSettings, span: () => Span): WetTiles {
  const session = editor.session.get()
  const ground = groundOf(editor, layer)
  const covers = channelsOf(layer.kind) === 1
  // On coverage the gradient runs from all of it to nothing.
  const ramp = covers
    ? createRamp({ ...settings, to: 'background' }, '#ffffff', '#000000')
    : createRamp(settings, session.colour, session.background)
  const rows = gradientRows(settings.shape, ramp, span, ground.origin)
  const ink = covers ? coverageInkOf(rows) : colourRowInk(rows, layer.lockAlpha)
  const { opacity } = tipOf(session, 'gradient')
  return new WetTiles({ ...ground, ink, opacity, cover: coverAll, late: lookAgain(editor) })
}

function coverageInkOf(rows: ColourRow): Ink {
  const rgba = new Uint8ClampedArray(256 * 4)
  return coverageRowInk((x, y, count, out) => {
    rows(x, y, count, rgba)
    for (let i = 0; i < count; i++) out[i] = rgba[i * 4]!
  })
}
