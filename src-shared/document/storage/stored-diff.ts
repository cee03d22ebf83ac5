import type { StoredDiff } from '#shared/entities/document/stored-canvas.ts'
import type { CanvasDocument, Layer } from '../canvas-document.ts'
import type { DocumentDiff, Page } from '../document-diff.ts'
import { type Pixels, type Tile, emptyPixels } from '../pixels.ts'
import { type Facts, joinPlanes, splitPlanes } from './planes.ts'

/** The number that a tile is stored under; a tile that has none gets one. Never 0. */
export type NumberOf = (tile: Tile, channels: 1 | 4) => number
/** The tile of a number. */
export type TileOf = (number: number, channels: 1 | 4) => Tile

type Side = 'before' | 'after'
/** A part of a `StoredDiff`, whatever its facts are. */
interface StoredChange<F> {
  readonly before: F | null
  readonly after: F | null
  readonly planes: Readonly<Record<string, readonly number[]>>
}

export function encodeDiff(diff: DocumentDiff, numberOf: NumberOf): StoredDiff {
  const layers = Object.entries(diff.layers).map(([id, { before, after }]) => [
    id,
    encodeChange(before, after, numberOf),
  ])
  const candidates = Object.entries(diff.candidates).map(([sha256, { before, after }]) => [
    sha256,
    { before: before ?? null, after: after ?? null },
  ])
  const page = diff.page && encodeChange(diff.page.before, diff.page.after, numberOf)
  return {
    page,
    layers: Object.fromEntries(layers),
    candidates: Object.fromEntries(candidates),
  } as StoredDiff
}

/** Takes a stored step back (`before`) or makes it again (`after`); what it does not name stays as it is. */
export function applyStored(
  document: CanvasDocument,
  diff: StoredDiff,
  side: Side,
  tileOf: TileOf,
): CanvasDocument {
  const { layers: _layers, candidates: _candidates, id, ...page } = document
  const changedPage = diff.page && patched<Page>(page, diff.page, side, tileOf)
  const layers: Record<string, Layer> = { ...document.layers }
  for (const [layerId, change] of Object.entries(diff.layers)) {
    const layer = patched<Layer>(layers[layerId], change, side, tileOf)
    if (layer) layers[layerId] = layer
    else delete layers[layerId]
  }
  const candidates = { ...document.candidates }
  for (const [sha256, change] of Object.entries(diff.candidates)) {
    const candidate = change[side]
    if (candidate) candidates[sha256] = candidate
    else delete candidates[sha256]
  }
  return { ...document, ...changedPage, id, layers, candidates }
}

function encodeChange(before: unknown, after: unknown, numberOf: NumberOf): StoredChange<unknown> {
  const [was, is] = [splitPlanes(before ?? null), splitPlanes(after ?? null)]
  const planes: Record<string, number[]> = {}
  for (const path of new Set([...was.planes.keys(), ...is.planes.keys()])) {
    const changed = encodeTiles(was.planes.get(path), is.planes.get(path), numberOf)
    if (changed.length > 0) planes[path] = changed
  }
  return { before: was.facts, after: is.facts, planes }
}

/** Key, number before, number after of every tile that is not the same; 0 where there is none. */
function encodeTiles(before: Pixels | undefined, after: Pixels | undefined, numberOf: NumberOf): number[] {
  const changed: number[] = []
  const number = (pixels: Pixels | undefined, tile: Tile | undefined) =>
    pixels && tile ? numberOf(tile, pixels.channels) : 0
  for (const [key, tile] of before?.tiles ?? []) {
    const next = after?.tiles.get(key)
    if (next !== tile) changed.push(key, number(before, tile), number(after, next))
  }
  for (const [key, tile] of after?.tiles ?? []) {
    if (!before?.tiles.has(key)) changed.push(key, 0, number(after, tile))
  }
  return changed
}

function patched<T>(
  current: object | undefined,
  change: StoredChange<unknown>,
  side: Side,
  tileOf: TileOf,
): T | null {
  const facts = change[side]
  if (facts === null) return null
  const had = splitPlanes(current ?? null).planes
  return joinPlanes<T>(facts as Facts<T>, (path, channels) => {
    const base = had.get(path) ?? emptyPixels(channels)
    const changes = change.planes[path] ?? []
    if (changes.length === 0 && base.channels === channels) return base
    const tiles = new Map(base.channels === channels ? base.tiles : [])
    for (const [key, number] of sideOf(changes, side)) {
      if (number === 0) tiles.delete(key)
      else tiles.set(key, tileOf(number, channels))
    }
    return { channels, tiles }
  })
}

/** Key and number of every tile that a plane's changes name on one side. */
export function* sideOf(changes: readonly number[], side: Side): Generator<[number, number]> {
  const at = side === 'before' ? 1 : 2
  for (let i = 0; i + 2 < changes.length; i += 3) yield [changes[i] ?? 0, changes[i + at] ?? 0]
}
