import { decode } from 'fast-png'
import { XMLParser } from 'fast-xml-parser'
import { strFromU8, unzipSync } from 'fflate'
import { z } from 'zod'
import type { ExchangeNote, ExchangedLayer, LayeredPicture, PlacedBlock } from '../layered-picture.ts'
import { maxDepth, maxLayers, maxSide, maxUnpacked } from '../layered-picture.ts'
import { fromOraBlend } from './names.ts'

const side = z.coerce.number().int().min(1).max(maxSide)
const offset = z.coerce.number().int().min(-maxSide).max(maxSide)
const Image = z.object({ '@_w': side, '@_h': side })
const Facts = z.object({
  '@_name': z.string().default(''),
  '@_src': z.string().optional(),
  '@_x': offset.default(0),
  '@_y': offset.default(0),
  '@_opacity': z.coerce.number().min(0).max(1).default(1),
  '@_visibility': z.string().default('visible'),
  '@_composite-op': z.string().optional(),
  '@_edit-locked': z.string().optional(),
})

/** A node as the parser gives it in order: one key that is its name, and `:@` with its attributes. */
type Node = Readonly<Record<string, unknown>>

/** The layers of an OpenRaster file. Throws where it can't be read. */
export function readOraFile(bytes: ArrayBuffer): LayeredPicture {
  const files = unpack(new Uint8Array(bytes))
  const stack = files['stack.xml']
  if (!stack) throw new Error('It holds no stack.xml, so it is not an OpenRaster file.')
  // Entities could be made to grow without end.
  const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, processEntities: false })
  const nodes = parser.parse(strFromU8(stack)) as Node[]
  const image = nodes.find((node) => 'image' in node)
  if (!image) throw new Error('Its stack.xml holds no image.')
  const { '@_w': width, '@_h': height } = Image.parse(image[':@'] ?? {})
  const root = childrenOf(image, 'image').find((node) => 'stack' in node)
  const reader = new Reader(files)
  const layers = root ? reader.all(childrenOf(root, 'stack'), 0) : []
  return { width, height, layers, notes: reader.notes }
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0
  return unzipSync(bytes, {
    filter({ name, originalSize }) {
      const wanted = name === 'stack.xml' || /^data\/[^/]+\.png$/i.test(name)
      if (wanted) total += originalSize
      if (total > maxUnpacked) throw new Error('Unpacked it would need more than 2 GiB.')
      return wanted
    },
  })
}

class Reader {
  readonly notes: ExchangeNote[] = []
  readonly #files: Readonly<Record<string, Uint8Array>>
  #count = 0

  constructor(files: Readonly<Record<string, Uint8Array>>) {
    this.#files = files
  }

  /** OpenRaster lists the topmost layer first. */
  all(nodes: readonly Node[], depth: number): ExchangedLayer[] {
    if (depth > maxDepth) throw new Error(`Its groups lie more than ${maxDepth} deep.`)
    return nodes.flatMap((node) => this.#one(node, depth)).toReversed()
  }

  #one(node: Node, depth: number): ExchangedLayer[] {
    if (++this.#count > maxLayers) throw new Error(`It has more than ${maxLayers} layers.`)
    const facts = Facts.parse(node[':@'] ?? {})
    const name = facts['@_name'].slice(0, 200)
    const layer = { ...this.#facts(facts, name), clip: false, lockAlpha: false, adjustment: null }
    if ('stack' in node) {
      const children = this.all(childrenOf(node, 'stack'), depth + 1)
      return [{ ...layer, kind: 'group', block: null, children }]
    }
    if ('layer' in node) return [{ ...layer, kind: 'raster', block: this.#block(facts, name), children: [] }]
    this.notes.push({ layer: name, textKey: 'exchange.unknown', what: Object.keys(node)[0] ?? '' })
    return []
  }

  #facts(facts: z.infer<typeof Facts>, name: string) {
    const blend = fromOraBlend(facts['@_composite-op'])
    if (!blend)
      this.notes.push({ layer: name, textKey: 'exchange.blend', what: facts['@_composite-op'] ?? '' })
    return {
      name,
      visible: facts['@_visibility'] !== 'hidden',
      opacity: facts['@_opacity'],
      blend: blend ?? ('normal' as const),
      locked: facts['@_edit-locked'] === 'true',
    }
  }

  #block(facts: z.infer<typeof Facts>, name: string): PlacedBlock | null {
    const { '@_src': src = '', '@_x': x, '@_y': y } = facts
    const file = this.#files[src]
    if (!file) {
      this.notes.push({ layer: name, textKey: 'exchange.missing', what: src })
      return null
    }
    return { x, y, ...decodePng(file, name) }
  }
}

function childrenOf(node: Node, name: string): Node[] {
  const children = node[name]
  return Array.isArray(children) ? (children as Node[]).filter((child) => !('#text' in child)) : []
}

/** RGBA of a PNG of any kind that OpenRaster allows. */
function decodePng(file: Uint8Array, name: string): Omit<PlacedBlock, 'x' | 'y'> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const [width, height] = file.byteLength < 24 ? [0, 0] : [view.getUint32(16), view.getUint32(20)]
  if (width > maxSide || height > maxSide || width * height * 4 > maxUnpacked) {
    throw new Error(`Its layer "${name}" is ${width} × ${height} pixels.`)
  }
  const { data, channels, depth, palette } = decode(file)
  const eight = depth === 16 ? Uint8ClampedArray.from(data, (value) => value / 257) : data
  if (channels === 4) return { width, height, data: new Uint8ClampedArray(eight) }
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colours = palette?.[eight[pixel] ?? 0] ?? eight.subarray(pixel * channels, (pixel + 1) * channels)
    rgba.set(toRgba([...colours], palette ? colours.length : channels), pixel * 4)
  }
  return { width, height, data: rgba }
}

function toRgba(colours: readonly number[], channels: number): number[] {
  const [first = 0, second = 255, third = 0, fourth = 255] = colours
  if (channels <= 2) return [first, first, first, channels === 2 ? second : 255]
  return [first, second, third, channels === 4 ? fourth : 255]
}
