import { type Layer as PsdLayer, type PixelData, initializeCanvas, readPsd } from 'ag-psd'
import type { ExchangeNote, ExchangedLayer, LayeredPicture, PlacedBlock } from '../layered-picture.ts'
import { maxDepth, maxLayers, maxSide, maxUnpacked } from '../layered-picture.ts'
import { fromPsdAdjustment } from './adjustments.ts'
import { fromPsdBlend } from './blend-names.ts'
import { applyMask, toRgba } from './pixels.ts'

/** The layers of a Photoshop file, and a note for each that looks otherwise here. Throws where it can't be read. */
export function readPsdFile(bytes: ArrayBuffer): LayeredPicture {
  initializeCanvas(noCanvas, plainPixels)
  const psd = readPsd(bytes, {
    ...{ useImageData: true, skipThumbnail: true, skipLinkedFilesData: true },
    ...{ totalMemoryLimit: maxUnpacked, throwForMissingFeatures: false },
  })
  const { width, height } = psd
  if (width > maxSide || height > maxSide) throw new Error(`Its page is ${width} × ${height} pixels.`)
  const notes: ExchangeNote[] = []
  if ((psd.bitsPerChannel ?? 8) > 8) notes.push({ layer: '', textKey: 'exchange.deep' })
  const reader = new Reader(notes)
  const layers = reader.all(psd.children ?? [], 0)
  if (layers.length > 0 || !psd.imageData) return { width, height, layers, notes }
  const block = { x: 0, y: 0, width, height, data: toRgba(psd.imageData) }
  return { width, height, layers: [{ ...plain('Background'), block }], notes }
}

// The library asks for these where it finds no document; pixels stay plain arrays, which no canvas rounds.
function noCanvas(): HTMLCanvasElement {
  throw new Error('Its thumbnails are not read.')
}

function plainPixels(width: number, height: number): ImageData {
  return { width, height, data: new Uint8ClampedArray(width * height * 4), colorSpace: 'srgb' }
}

class Reader {
  readonly #notes: ExchangeNote[]
  #count = 0

  constructor(notes: ExchangeNote[]) {
    this.#notes = notes
  }

  all(layers: readonly PsdLayer[], depth: number): ExchangedLayer[] {
    if (depth > maxDepth) throw new Error(`Its groups lie more than ${maxDepth} deep.`)
    return layers.flatMap((layer) => this.#one(layer, depth))
  }

  #one(layer: PsdLayer, depth: number): ExchangedLayer[] {
    if (++this.#count > maxLayers) throw new Error(`It has more than ${maxLayers} layers.`)
    const name = (layer.name ?? '').slice(0, 200)
    this.#noteWhatIsLost(layer, name)
    const facts = { ...plain(name), ...this.#facts(layer, name) }
    if (layer.children) return [{ ...facts, kind: 'group', children: this.all(layer.children, depth + 1) }]
    if (layer.adjustment) {
      const found = fromPsdAdjustment(layer.adjustment)
      if (!found?.whole)
        this.#note(name, found ? 'exchange.part-of-adjustment' : 'exchange.adjustment', layer.adjustment.type)
      return found ? [{ ...facts, kind: 'adjustment', adjustment: found.adjustment }] : []
    }
    return [{ ...facts, block: layer.imageData ? blockOf(layer, layer.imageData) : null }]
  }

  #facts(layer: PsdLayer, name: string) {
    const blend = fromPsdBlend(layer.blendMode)
    if (!blend) this.#note(name, 'exchange.blend', layer.blendMode)
    return {
      visible: !layer.hidden,
      opacity: Math.min(Math.max(layer.opacity ?? 1, 0), 1),
      blend: blend ?? ('normal' as const),
      clip: layer.clipping ?? false,
      lockAlpha: layer.transparencyProtected ?? layer.protected?.transparency ?? false,
      locked: layer.protected?.composite ?? false,
    }
  }

  #noteWhatIsLost(layer: PsdLayer, name: string): void {
    if (layer.effects && !layer.effects.disabled) this.#note(name, 'exchange.effects')
    if (layer.text) this.#note(name, 'exchange.text')
    if (layer.placedLayer) this.#note(name, 'exchange.smart-object')
    if (layer.vectorMask) this.#note(name, 'exchange.vector-mask')
    if (layer.mask && layer.children) this.#note(name, 'exchange.group-mask')
    else if (layer.mask && !layer.mask.disabled) this.#note(name, 'exchange.mask')
    if (layer.children && layer.blendMode === 'pass through') this.#note(name, 'exchange.pass-through')
  }

  #note(layer: string, textKey: string, what?: string): void {
    this.#notes.push({ layer, textKey, ...(what === undefined ? {} : { what }) })
  }
}

function blockOf(layer: PsdLayer, image: PixelData): PlacedBlock | null {
  const { width, height } = image
  if (width === 0 || height === 0) return null
  const block = { x: layer.left ?? 0, y: layer.top ?? 0, width, height, data: toRgba(image) }
  if (layer.mask && !layer.mask.disabled) applyMask(block, layer.mask)
  return block
}

function plain(name: string): ExchangedLayer {
  return {
    ...{ kind: 'raster', name, visible: true, opacity: 1, blend: 'normal', clip: false },
    ...{ lockAlpha: false, locked: false, block: null, adjustment: null, children: [] },
  }
}
