import type { CanvasDocument, Layer, Origins } from '#shared/document/canvas-document.ts'
import { type Edit, changeLayer, sequence } from '#shared/document/edits.ts'
import { groupsAround } from '#shared/document/layer-tree.ts'
import { originsLaid, originsUnder } from '#shared/document/moved-origins.ts'
import type { Pixels } from '#shared/document/pixels.ts'
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
      return {
        layerId: layer.id,
        pixels: lifted,
        opacity: shown ? opacity : 0,
        origins: liftOrigins(layer, lifted),
      }
    }),
    without: sequence(...touched.map(({ layer, left }) => changeLayer(layer.id, { pixels: left }))),
  }
}

function liftOrigins({ origins, x, y }: Layer, lifted: Pixels): Origins | null {
  return origins && { ...origins, map: originsUnder(shiftPixels(origins.map, x, y), lifted) }
}

/** Puts the pieces down where `matrix` takes them, and the selection with them; null when it cannot be done. */
export function putDown(
  document: CanvasDocument,
  pieces: readonly LiftedPiece[],
  matrix: Matrix,
  filter: Filter,
): Edit | null {
  const edits: Edit[] = []
  for (const piece of pieces) {
    const layer = document.layers[piece.layerId]
    const moved = transformPixels(piece.pixels, matrix, filter)
    if (!moved) return null
    if (layer) edits.push(layOn(layer, moved, movedOrigins(piece.origins, matrix)))
  }
  const outline = document.selection && transformPixels(document.selection, matrix, filter)
  if (outline) edits.push(setSelection(keptOnPage(outline, document)))
  return sequence(...edits)
}

/** `pixels` and their origins, in document coordinates, laid on a layer; an empty one takes them as they are. */
export function layOn(layer: Layer, pixels: Pixels, origins: Origins | null): Edit {
  const empty = layer.pixels.tiles.size === 0
  const [x, y] = empty ? [0, 0] : [layer.x, layer.y]
  const over = shiftPixels(pixels, -x, -y)
  const theirs = origins && { ...origins, map: shiftPixels(origins.map, -x, -y) }
  return changeLayer(layer.id, {
    ...{ x, y, pixels: layOver(layer.pixels, over) },
    ...(layer.pixels.channels === 4
      ? { origins: originsLaid(empty ? null : layer.origins, over, theirs) }
      : {}),
  })
}

/** Which picture a pixel came from is a name, not a colour: nothing lies between two of them. */
function movedOrigins(origins: Origins | null, matrix: Matrix): Origins | null {
  const map = origins && transformPixels(origins.map, matrix, 'nearest')
  return map && { ...origins, map }
}
