import type { CanvasDocument, Layer } from '#shared/document/canvas-document.ts'
import { type Edit, changeLayer, sequence } from '#shared/document/edits.ts'
import { groupsAround } from '#shared/document/layer-tree.ts'
import { keptOnPage } from '#shared/document/selection/move.ts'
import { partLayer } from '#shared/document/selection/lift.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import { layOver } from '#shared/document/transform/lay-over.ts'
import type { Matrix } from '#shared/document/transform/matrix.ts'
import { type Filter, transformPixels } from '#shared/document/transform/resample.ts'
import { shiftPixels } from '#shared/document/transform/shift-pixels.ts'
import type { LiftedPiece } from '../lifted.ts'

export interface LiftedLayers {
  readonly pieces: readonly LiftedPiece[]
  /** Leaves behind what is not selected. */
  readonly without: Edit
}

/** Takes what is selected out of the layers, all of them where nothing is. */
export function liftLayers(document: CanvasDocument, layers: readonly Layer[]): LiftedLayers {
  const parted = layers.map((layer) => ({ layer, ...partLayer(layer, document.selection) }))
  const touched = parted.filter(({ lifted }) => lifted.tiles.size > 0)
  return {
    pieces: touched.map(({ layer, lifted }) => {
      const groups = groupsAround(document, layer.id)
      const shown = layer.visible && groups.every(({ visible }) => visible)
      const opacity = groups.reduce((share, group) => share * group.opacity, layer.opacity)
      return { layerId: layer.id, pixels: lifted, opacity: shown ? opacity : 0 }
    }),
    without: sequence(...touched.map(({ layer, left }) => changeLayer(layer.id, { pixels: left }))),
  }
}

/** Puts the pieces down where `matrix` takes them, and the selection with them; null when it cannot be done. */
export function putDown(
  document: CanvasDocument,
  pieces: readonly LiftedPiece[],
  matrix: Matrix,
  filter: Filter,
): Edit | null {
  const edits: Edit[] = []
  for (const { layerId, pixels } of pieces) {
    const layer = document.layers[layerId]
    const moved = transformPixels(pixels, matrix, filter)
    if (!moved) return null
    if (!layer) continue
    const empty = layer.pixels.tiles.size === 0
    const [x, y] = empty ? [0, 0] : [layer.x, layer.y]
    edits.push(changeLayer(layerId, { x, y, pixels: layOver(layer.pixels, shiftPixels(moved, -x, -y)) }))
  }
  const outline = document.selection && transformPixels(document.selection, matrix, filter)
  if (outline) edits.push(setSelection(keptOnPage(outline, document)))
  return sequence(...edits)
}
