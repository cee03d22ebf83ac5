import Konva from 'konva'
import type { Pixels } from '#shared/document/pixels.ts'
import { type EdgeCache, selectionEdges } from '#shared/document/selection/outline.ts'
import { type Matrix, apply, identity } from '#shared/document/transform/matrix.ts'
import { type Camera, toDocument, toScreen } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import type { OverlayPart } from './part.ts'
import { createStripes, shiftStripes } from './stripes.ts'

interface Drawn {
  readonly selection: Pixels
  readonly camera: Camera
  readonly width: number
  readonly height: number
  readonly matrix: Matrix
  readonly path: Path2D
}

export interface Ants extends OverlayPart {
  /** True while there is something that could march. */
  readonly shown: boolean
  march(): void
}

/** The outline of the selection as marching ants; the path is made anew only when selection or view changed. */
export function createAnts(): Ants {
  const cache: EdgeCache = new WeakMap()
  const stripes = createStripes()
  const state: { drawn: Drawn | null; step: number } = { drawn: null, step: 0 }
  const shape = new Konva.Shape({
    sceneFunc(konva) {
      if (!state.drawn || !stripes) return
      const context = konva._context
      shiftStripes(stripes, state.step)
      context.strokeStyle = stripes
      context.lineWidth = 1
      context.stroke(state.drawn.path)
    },
  })
  return {
    shapes: [shape],
    get shown() {
      return state.drawn !== null
    },
    march: () => (state.step += 1),
    draw(editor) {
      const wanted = wantedBy(editor)
      if (!wanted) state.drawn = null
      else if (!state.drawn || !sameView(state.drawn, wanted)) {
        state.drawn = { ...wanted, path: pathOf(wanted, cache) }
      }
    },
  }
}

function wantedBy(editor: Editor): Omit<Drawn, 'path'> | null {
  const { selection } = editor.document()
  if (!selection) return null
  const { camera, viewport } = editor.session.get()
  const lifted = editor.lifted.get()
  return { selection, camera, ...viewport, matrix: lifted?.outline ? lifted.matrix : identity }
}

function sameView(a: Omit<Drawn, 'path'>, b: Omit<Drawn, 'path'>): boolean {
  return (['selection', 'camera', 'width', 'height', 'matrix'] as const).every((key) => a[key] === b[key])
}

/** The lines on whole screen pixels. A view at less than half looks at every second, fourth, … pixel only. */
function pathOf({ selection, camera, width, height, matrix }: Omit<Drawn, 'path'>, cache: EdgeCache): Path2D {
  const path = new Path2D()
  const step = Math.min(2 ** Math.max(0, Math.floor(Math.log2(1 / camera.zoom))), 64)
  const corner = toDocument(camera, { x: 0, y: 0 })
  const view = { ...corner, width: width / camera.zoom, height: height / camera.zoom }
  const still = matrix === identity
  const everything = { x: -65_536, y: -65_536, width: 131_072, height: 131_072 }
  const place = (x: number, y: number) => {
    const at = toScreen(camera, still ? { x, y } : apply(matrix, { x, y }))
    return [Math.round(at.x) + 0.5, Math.round(at.y) + 0.5] as const
  }
  for (const edges of selectionEdges(selection, still ? view : everything, step, cache)) {
    for (let i = 0; i < edges.length; i += 4) {
      path.moveTo(...place(edges[i] ?? 0, edges[i + 1] ?? 0))
      path.lineTo(...place(edges[i + 2] ?? 0, edges[i + 3] ?? 0))
    }
  }
  return path
}
