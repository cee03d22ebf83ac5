import type { Planes, StoredCanvas } from '#shared/entities/document/stored-canvas.ts'
import type { CanvasDocument, Layer } from '../canvas-document.ts'
import type { Page } from '../document-diff.ts'
import type { Pixels, Tile } from '../pixels.ts'
import { type Facts, joinPlanes, splitPlanes } from './planes.ts'
import type { NumberOf, TileOf } from './stored-diff.ts'

/** A whole document as it is stored. */
export function encodeCanvas(document: CanvasDocument, numberOf: NumberOf): StoredCanvas {
  const { layers, candidates, id: _id, ...page } = document
  const part = (value: unknown) => {
    const { facts, planes } = splitPlanes(value)
    const listed = [...planes].map(([path, pixels]) => [path, tileList(pixels, numberOf)] as const)
    return { facts, planes: Object.fromEntries(listed.filter(([, tiles]) => tiles.length > 0)) }
  }
  return {
    page: part(page),
    layers: Object.fromEntries(Object.entries(layers).map(([layerId, layer]) => [layerId, part(layer)])),
    candidates: Object.values(candidates),
  } as StoredCanvas
}

export function decodeCanvas(id: string, stored: StoredCanvas, tileOf: TileOf): CanvasDocument {
  const part = <T>(facts: unknown, planes: Planes) =>
    joinPlanes<T>(facts as Facts<T>, (path, channels) => ({
      channels,
      tiles: tilesFrom(planes[path] ?? [], channels, tileOf),
    }))
  const layers = Object.entries(stored.layers).map(([layerId, { facts, planes }]) => [
    layerId,
    part<Layer>(facts, planes),
  ])
  const candidates = stored.candidates.map((candidate) => [candidate.sha256, candidate])
  return {
    ...part<Page>(stored.page.facts, stored.page.planes),
    id,
    layers: Object.fromEntries(layers),
    candidates: Object.fromEntries(candidates),
  }
}

function tileList({ channels, tiles }: Pixels, numberOf: NumberOf): number[] {
  const keys = [...tiles.keys()].sort((a, b) => a - b)
  return keys.flatMap((key) => {
    const tile = tiles.get(key)
    return tile ? [key, numberOf(tile, channels)] : []
  })
}

function tilesFrom(list: readonly number[], channels: 1 | 4, tileOf: TileOf): Map<number, Tile> {
  const tiles = new Map<number, Tile>()
  for (let i = 0; i + 1 < list.length; i += 2) {
    tiles.set(list[i] ?? 0, tileOf(list[i + 1] ?? 0, channels))
  }
  return tiles
}
