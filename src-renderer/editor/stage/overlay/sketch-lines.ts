import Konva from 'konva'
import { type Camera, type Point, toScreen } from '#editor/camera.ts'
import type { Sketch, SketchLine } from '#editor/sketch.ts'
import { handleSide } from '../box-handles.ts'
import type { OverlayColours, OverlayPart } from './part.ts'

/** What the tool in hand draws: outlines on their way, frames with handles, guides, numbers. */
export function createSketchLines(colours: OverlayColours): OverlayPart {
  const state = { accent: colours.accent, sketch: null as Sketch | null, camera: { x: 0, y: 0, zoom: 1 } }
  const shape = new Konva.Shape({
    sceneFunc(konva) {
      const context = konva._context
      for (const line of state.sketch?.lines ?? []) {
        trace(context, line, state.camera)
        strokeLine(context, line, state.accent)
      }
      for (const handle of state.sketch?.handles ?? [])
        drawHandle(context, toScreen(state.camera, handle), state.accent)
      if (state.sketch?.label) drawLabel(context, state.sketch.label, state.camera)
    },
  })
  return {
    shapes: [shape],
    recolour: ({ accent }) => (state.accent = accent),
    draw: (editor) =>
      Object.assign(state, { sketch: editor.sketch.get(), camera: editor.session.get().camera }),
  }
}

function trace(context: CanvasRenderingContext2D, { points, closed }: SketchLine, camera: Camera): void {
  context.beginPath()
  points.forEach((point, index) => {
    const { x, y } = toScreen(camera, point)
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  })
  if (closed) context.closePath()
}

function strokeLine(context: CanvasRenderingContext2D, { kind }: SketchLine, accent: string): void {
  // What will be a selection looks like one, on light and on dark.
  const under = { ants: '#101012', guide: null, frame: '#00000066' }[kind]
  if (under) {
    context.lineWidth = kind === 'frame' ? 3 : 1
    context.strokeStyle = under
    context.stroke()
  }
  context.lineWidth = 1
  context.strokeStyle = kind === 'ants' ? '#ffffff' : accent
  context.setLineDash(kind === 'frame' ? [] : [4, 4])
  context.stroke()
  context.setLineDash([])
}

function drawHandle(context: CanvasRenderingContext2D, { x, y }: Point, accent: string): void {
  context.fillStyle = accent
  context.strokeStyle = '#0b0b0d'
  context.lineWidth = 1
  context.beginPath()
  context.rect(x - handleSide / 2, y - handleSide / 2, handleSide, handleSide)
  context.fill()
  context.stroke()
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { at, text }: NonNullable<Sketch['label']>,
  camera: Camera,
): void {
  const { x, y } = toScreen(camera, at)
  context.font = '12px system-ui, sans-serif'
  context.textBaseline = 'middle'
  const width = context.measureText(text).width + 12
  context.fillStyle = '#0b0b0dcc'
  context.beginPath()
  context.roundRect(x + 12, y + 12, width, 22, 4)
  context.fill()
  context.fillStyle = '#ffffff'
  context.fillText(text, x + 18, y + 23)
}
