import { type CanvasDocument, type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { childrenOf } from '#shared/document/layer-tree.ts'
import { contentBounds, readPixels } from '#shared/document/pixel-transfer.ts'
import type { ExchangeNote, ExchangedLayer, FlattenedPicture, PlacedBlock } from './layered-picture.ts'

export type LayeredFormat = 'psd' | 'ora'

/** The document as other programs take it, with a note for each layer that they will show otherwise. */
export function fromDocument(document: CanvasDocument, format: LayeredFormat): FlattenedPicture {
  const { width, height } = document
  const page = { x: 0, y: 0, width, height }
  const notes: ExchangeNote[] = []
  const layers = exchangeAll(document, null, format, notes)
  return { width, height, layers, notes, flat: { ...page, data: compositeArea(document, page) } }
}

function exchangeAll(
  document: CanvasDocument,
  parent: string | null,
  format: LayeredFormat,
  notes: ExchangeNote[],
): ExchangedLayer[] {
  return childrenOf(document, parent).map((layer) => {
    noteWhatIsLost(layer, format, notes)
    const { name, opacity, blend, clip, lockAlpha, locked, adjustment } = layer
    const covers = channelsOf(layer.kind) === 1
    return {
      kind: layer.kind === 'group' || layer.kind === 'adjustment' ? layer.kind : 'raster',
      ...{ name, opacity, blend, clip, lockAlpha, locked, adjustment },
      // Masks and regions go along as white layers, hidden: they aren't part of the picture.
      visible: layer.visible && !covers,
      block: blockOf(layer),
      children: layer.kind === 'group' ? exchangeAll(document, layer.id, format, notes) : [],
    }
  })
}

function noteWhatIsLost(
  { kind, name, blend, clip, adjustment }: Layer,
  format: LayeredFormat,
  notes: ExchangeNote[],
) {
  if (kind === 'mask' || kind === 'region') notes.push({ layer: name, textKey: `exchange.${kind}-out` })
  if (kind === 'adjustment' && (format === 'ora' || adjustment?.kind === 'blur')) {
    notes.push({ layer: name, textKey: 'exchange.adjustment-out' })
  }
  if (format !== 'ora') return
  if (blend === 'exclusion') notes.push({ layer: name, textKey: 'exchange.blend', what: blend })
  if (clip) notes.push({ layer: name, textKey: 'exchange.clip-out' })
}

function blockOf({ pixels, x, y }: Layer): PlacedBlock | null {
  const bounds = contentBounds(pixels)
  if (!bounds) return null
  const block = readPixels(pixels, bounds)
  const data = pixels.channels === 4 ? block : whiteUnder(block)
  return { ...bounds, x: bounds.x + x, y: bounds.y + y, data }
}

function whiteUnder(coverage: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(coverage.length * 4).fill(255)
  for (let i = 0; i < coverage.length; i++) rgba[i * 4 + 3] = coverage[i] ?? 0
  return rgba
}
