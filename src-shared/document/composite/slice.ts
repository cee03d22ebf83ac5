import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { CanvasDocument, Layer } from '../canvas-document.ts'
import { type Pixels, type Tile, tileKeysIn } from '../pixels.ts'
import { grown } from './block.ts'
import { reachOfItems } from './composite.ts'
import { layerStack } from './layer-stack.ts'

/** The document with only those tiles that the composite of `area` looks at: little enough to be sent elsewhere. */
export function sliceDocument(document: CanvasDocument, area: Rectangle): CanvasDocument {
  const seen = grown(area, reachOfItems(layerStack(document)))
  const layers = Object.entries(document.layers).map(([id, layer]) => [id, sliceLayer(layer, seen)] as const)
  return { ...document, layers: Object.fromEntries(layers), selection: null, candidates: {} }
}

function sliceLayer(layer: Layer, area: Rectangle): Layer {
  const tiles = new Map<number, Tile>()
  if (layer.kind === 'raster' && layer.visible) {
    for (const key of tileKeysIn({ ...area, x: area.x - layer.x, y: area.y - layer.y })) {
      const tile = layer.pixels.tiles.get(key)
      if (tile) tiles.set(key, own(tile))
    }
  }
  const pixels: Pixels = { channels: layer.pixels.channels, tiles }
  return { ...layer, pixels }
}

/** A tile that is part of a larger buffer would take all of it along. */
function own(tile: Tile): Tile {
  return tile.byteLength === tile.buffer.byteLength ? tile : tile.slice()
}
