import type { CanvasDocument, Layer } from '#shared/document/canvas-document.ts'
import { type Pixels, tileColumn, tileRow, tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'

/** Where two documents may look different, in document pixels. */
export type Damage = readonly Rectangle[] | 'everywhere'

/** What a layer's look depends on besides its pixels. */
const looks = ['visible', 'opacity', 'x', 'y', 'blend', 'clip', 'parent', 'adjustment'] as const

/**
 * Where `after` may look different from `before`, of the layers that `counts` says are seen. Tiles are compared by
 * reference, so a stroke damages what it touched and nothing else. How far blurs spread it is not in it.
 */
export function damageBetween(
  before: CanvasDocument,
  after: CanvasDocument,
  counts: (layer: Layer) => boolean,
): Damage {
  if (before.width !== after.width || before.height !== after.height) return 'everywhere'
  if (before.layers === after.layers && before.order === after.order) return []
  const [old, now] = [idsOf(before, counts), idsOf(after, counts)]
  const kept = now.filter((id) => before.layers[id])
  const moved = old.filter((id) => after.layers[id]).join() !== kept.join()
  if (moved) return 'everywhere'
  const damage: Rectangle[] = []
  for (const id of new Set([...old, ...now])) {
    const part = layerDamage(before.layers[id], after.layers[id])
    if (part === 'everywhere') return part
    damage.push(...part)
  }
  return damage
}

function idsOf(document: CanvasDocument, counts: (layer: Layer) => boolean): string[] {
  return document.order.filter((id) => {
    const layer = document.layers[id]
    return layer !== undefined && counts(layer)
  })
}

function layerDamage(before: Layer | undefined, after: Layer | undefined): Damage {
  if (before === after) return []
  const either = before ?? after
  const same = before && after && looks.every((look) => before[look] === after[look])
  if (same) return changedTiles(before.pixels, after.pixels).map((key) => tileBounds(key, after))
  // A group's look spreads over all that it holds, a clip and an adjustment over what is beneath.
  if (either?.kind === 'group' || either?.kind === 'adjustment' || before?.clip || after?.clip)
    return 'everywhere'
  return [before, after].flatMap((layer) => (layer ? (boundsOf(layer) ?? []) : []))
}

function changedTiles(before: Pixels, after: Pixels): number[] {
  if (before === after) return []
  const keys = new Set([...before.tiles.keys(), ...after.tiles.keys()])
  return [...keys].filter((key) => before.tiles.get(key) !== after.tiles.get(key))
}

function tileBounds(key: number, { x, y }: Layer): Rectangle {
  return {
    x: tileColumn(key) * tileSide + x,
    y: tileRow(key) * tileSide + y,
    width: tileSide,
    height: tileSide,
  }
}

/** Around all tiles of the layer; null when it has none. */
function boundsOf(layer: Layer): Rectangle | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const key of layer.pixels.tiles.keys()) {
    const { x, y } = tileBounds(key, layer)
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + tileSide)
    bottom = Math.max(bottom, y + tileSide)
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top }
}
