import { encode } from 'fast-png'
import { XMLBuilder } from 'fast-xml-parser'
import { type Zippable, strToU8, zipSync } from 'fflate'
import type { ExchangedLayer, FlattenedPicture, PlacedBlock } from '../layered-picture.ts'
import { toOraBlend } from './names.ts'
import { shrink } from './shrink.ts'

type Node = Record<string, unknown>

const thumbnailSide = 256

/** An OpenRaster file, after the specification's version 0.0.5: a zip whose first entry says what it is. */
export function writeOraFile({ width, height, layers, flat }: FlattenedPicture): Uint8Array<ArrayBuffer> {
  const files: Zippable = { mimetype: [strToU8('image/openraster'), { level: 0 }] }
  const stack = stackOf(layers, files)
  const image = { image: stack, ':@': attributes({ version: '0.0.5', w: width, h: height }) }
  files['stack.xml'] = strToU8(build(image))
  // What is packed as PNG is not packed again.
  files['mergedimage.png'] = [png(flat), { level: 0 }]
  files['Thumbnails/thumbnail.png'] = [png(shrink(flat, thumbnailSide)), { level: 0 }]
  return zipSync(files)
}

/** OpenRaster lists the topmost layer first. */
function stackOf(layers: readonly ExchangedLayer[], files: Zippable): Node[] {
  const nodes = layers.toReversed().flatMap((layer) => nodeOf(layer, files))
  return [{ stack: nodes }]
}

function nodeOf(layer: ExchangedLayer, files: Zippable): Node[] {
  const { name, visible, opacity, blend, locked, block } = layer
  const facts = {
    ...{ name, opacity, visibility: visible ? 'visible' : 'hidden' },
    'composite-op': toOraBlend(blend) ?? 'svg:src-over',
    ...(locked ? { 'edit-locked': 'true' } : {}),
  }
  if (layer.kind === 'adjustment') return []
  if (layer.kind === 'group') {
    const nodes = layer.children.toReversed().flatMap((child) => nodeOf(child, files))
    return [{ stack: nodes, ':@': attributes({ ...facts, isolation: 'isolate' }) }]
  }
  const src = `data/layer${Object.keys(files).length}.png`
  const place = block ?? { x: 0, y: 0, width: 1, height: 1, data: new Uint8ClampedArray(4) }
  files[src] = [png(place), { level: 0 }]
  return [{ layer: [], ':@': attributes({ ...facts, src, x: place.x, y: place.y }) }]
}

function attributes(values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`@_${name}`, String(value)]))
}

function build(image: Node): string {
  const builder = new XMLBuilder({ preserveOrder: true, ignoreAttributes: false, suppressEmptyNode: true })
  return `<?xml version='1.0' encoding='UTF-8'?>\n${builder.build([image])}`
}

function png({ width, height, data }: PlacedBlock): Uint8Array {
  return encode({ width, height, data, channels: 4, depth: 8 })
}
