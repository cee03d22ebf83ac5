import { type CanvasDocument, type Layer, layersOf, newLayer } from '#shared/document/canvas-document.ts'
import { type Edit, growPage, sequence, setBox, setPage } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import type { ExchangedLayer, LayeredPicture } from './layered-picture.ts'

/**
 * The file's layers on the canvas: an empty one becomes the file's page; on another they come as one group on top,
 * and nothing that is there moves.
 */
export function placeLayers(picture: LayeredPicture, name: string, newId: () => string): Edit {
  return (document) => {
    const { width, height } = picture
    const empty = layersOf(document).every((layer) => layer.pixels.tiles.size === 0)
    const group = empty ? [] : [{ ...newLayer(newId(), 'group', name.slice(0, 200)) }]
    const parent = group[0]?.id ?? null
    const layers = picture.layers.flatMap((layer) => toLayers(layer, parent, newId))
    return sequence(
      empty ? setPage(width, height) : growPage(width, height),
      addOnTop([...layers, ...group]),
      setBox({ x: 0, y: 0, width, height }),
    )(document)
  }
}

/** A layer, and before it (that is beneath) all that it holds. */
function toLayers(from: ExchangedLayer, parent: string | null, newId: () => string): Layer[] {
  const { kind, name, visible, opacity, blend, clip, lockAlpha, locked, block, adjustment } = from
  const id = newId()
  const facts = { visible, opacity, blend, clip, lockAlpha, locked, parent, adjustment }
  const layer = { ...newLayer(id, kind, name), ...facts }
  const children = from.children.flatMap((child) => toLayers(child, id, newId))
  if (!block) return [...children, layer]
  const { x, y, width, height, data } = block
  return [{ ...layer, x, y, pixels: pixelsFrom(data, { x: 0, y: 0, width, height }, 4) }]
}

function addOnTop(added: readonly Layer[]): Edit {
  return (document: CanvasDocument) => ({
    ...document,
    order: [...document.order, ...added.map(({ id }) => id)],
    layers: { ...document.layers, ...Object.fromEntries(added.map((layer) => [layer.id, layer])) },
    activeLayerId: added.at(-1)?.id ?? document.activeLayerId,
  })
}
