import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import { parseColour } from '#editor/pixels/blend.ts'
import { type TextDraft, type TextSettings, fontOf, lineHeight } from './draft.ts'

/** Text as pixels of a layer whose origin lies at (x, y) of the document. */
export interface WrittenText {
  readonly pixels: Pixels
  readonly x: number
  readonly y: number
}

/** Longest side of a text, in pixels. */
const longest = 16_384

/** Draws the text with the system's fonts, antialiased; null when there is nothing to see. */
export function rasterise(draft: TextDraft, settings: TextSettings, colour: string): WrittenText | null {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  if (!context || draft.text.trim() === '') return null
  const lines = draft.text.replaceAll('\t', '    ').split('\n')
  const font = fontOf(settings, settings.size)
  context.font = font
  const widths = lines.map((line) => context.measureText(line).width)
  // Slanted and swinging letters reach beyond their own width and height.
  const margin = Math.ceil(settings.size * 0.6)
  const step = settings.size * lineHeight
  const width = Math.min(longest, Math.ceil(Math.max(...widths)) + 2 * margin)
  const height = Math.min(longest, Math.ceil(step * lines.length) + 2 * margin)
  const canvas = new OffscreenCanvas(width, height)
  const drawing = canvas.getContext('2d')
  if (!drawing) return null
  drawing.font = font
  drawing.fillStyle = colour
  drawing.textBaseline = 'alphabetic'
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = drawing.measureText('x')
  const share = { left: 0, center: 0.5, right: 1 }[settings.align]
  lines.forEach((line, i) => {
    const x = margin + (width - 2 * margin - widths[i]!) * share
    drawing.fillText(line, x, margin + step * i + (step - ascent - descent) / 2 + ascent)
  })
  const { data } = drawing.getImageData(0, 0, width, height)
  const area = { x: 0, y: 0, width, height }
  const pixels = pixelsFrom(inOneColour(new Uint8ClampedArray(data), colour), area, 4)
  if (pixels.tiles.size === 0) return null
  const x = Math.round(draft.x - margin - (width - 2 * margin) * share)
  return { pixels, x, y: Math.round(draft.y - margin) }
}

/** The canvas keeps colours multiplied by alpha; where letters are thin they came back a little off. */
function inOneColour(data: Uint8ClampedArray<ArrayBuffer>, colour: string): Uint8ClampedArray<ArrayBuffer> {
  const [red, green, blue] = parseColour(colour)
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) continue
    data[at] = red
    data[at + 1] = green
    data[at + 2] = blue
  }
  return data
}
