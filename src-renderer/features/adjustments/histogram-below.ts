import { compositeArea } from '#shared/document/composite.ts'
import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { excerptOf, siblingsBelow } from '#shared/document/layers/excerpt.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'

export type HistogramChannel = 'light' | 'red' | 'green' | 'blue'

/** How often each of the 256 values is there, as shares of the commonest but for black and white. */
export type Histogram = Readonly<Record<HistogramChannel, readonly number[]>>

/** At most so many pixels are looked at: enough for a picture of any size. */
const blocks = 8
const blockSide = 64

/** What an adjustment layer changes, counted: pixels that are clear do not count. */
export function histogramBelow(document: CanvasDocument, id: string): Histogram {
  const below = excerptOf(document, siblingsBelow(document, id))
  const counts = { light: counter(), red: counter(), green: counter(), blue: counter() }
  for (const area of samplesOf(document)) {
    const block = compositeArea(below, area)
    for (let at = 0; at < block.length; at += 4) {
      if (block[at + 3] === 0) continue
      const [red, green, blue] = [block[at] ?? 0, block[at + 1] ?? 0, block[at + 2] ?? 0]
      add(counts.red, red)
      add(counts.green, green)
      add(counts.blue, blue)
      add(counts.light, Math.round(0.3 * red + 0.59 * green + 0.11 * blue))
    }
  }
  return {
    light: shares(counts.light),
    red: shares(counts.red),
    green: shares(counts.green),
    blue: shares(counts.blue),
  }
}

/** The whole of a small page, or blocks spread evenly over a large one. */
function samplesOf({ width, height }: CanvasDocument): Rectangle[] {
  if (width * height <= (blocks * blockSide) ** 2) return [{ x: 0, y: 0, width, height }]
  return Array.from({ length: blocks * blocks }, (_, at) => ({
    x: Math.floor(((at % blocks) * Math.max(0, width - blockSide)) / (blocks - 1)),
    y: Math.floor((Math.floor(at / blocks) * Math.max(0, height - blockSide)) / (blocks - 1)),
    width: Math.min(blockSide, width),
    height: Math.min(blockSide, height),
  }))
}

function counter(): Float64Array {
  return new Float64Array(256)
}

function add(counts: Float64Array, value: number): void {
  counts[value] = (counts[value] ?? 0) + 1
}

/** A white ground or a black sky must not flatten all the rest. */
function shares(counts: Float64Array): number[] {
  const most = Math.max(...counts.slice(1, 255)) || Math.max(...counts) || 1
  return Array.from(counts, (count) => Math.min(1, count / most))
}
