import { type Layer as PsdLayer, type Psd, writePsd } from 'ag-psd'
import type { ExchangedLayer, FlattenedPicture, PlacedBlock } from '../layered-picture.ts'
import { toPsdAdjustment } from './adjustments.ts'
import { toPsdBlend } from './blend-names.ts'

/** Largest side that a .psd may have; beyond it the same bytes make a .psb. */
const psdSide = 30_000

/** A Photoshop file of the picture, readable by other programs as layers or as one picture. */
export function writePsdFile({ width, height, layers, flat }: FlattenedPicture): Uint8Array<ArrayBuffer> {
  const psd: Psd = { width, height, imageData: toImage(flat), children: layers.flatMap(toPsdLayer) }
  const large = Math.max(width, height) > psdSide
  return new Uint8Array(writePsd(psd, { noBackground: true, psb: large }))
}

function toPsdLayer(layer: ExchangedLayer): PsdLayer[] {
  const { name, visible, opacity, blend, clip, lockAlpha, locked, block } = layer
  const facts: PsdLayer = {
    ...{ name, hidden: !visible, opacity, blendMode: toPsdBlend(blend), clipping: clip },
    transparencyProtected: lockAlpha,
    protected: { transparency: lockAlpha, composite: locked, position: locked },
  }
  if (layer.kind === 'group') {
    return [{ ...facts, opened: true, children: layer.children.flatMap(toPsdLayer) }]
  }
  if (layer.kind === 'adjustment') {
    const adjustment = layer.adjustment && toPsdAdjustment(layer.adjustment)
    return adjustment ? [{ ...facts, adjustment }] : []
  }
  return [block ? { ...facts, left: block.x, top: block.y, imageData: toImage(block) } : facts]
}

function toImage({ width, height, data }: PlacedBlock) {
  return { width, height, data }
}
