import { tensor, type Tensor } from '../tensor/tensor.ts'
import { blendWeights, spansOf, type Span } from './spans.ts'

export interface Tiles {
  /** Side of a tile and how much neighbours share, in cells. */
  readonly tile: number
  readonly overlap: number
  /** How many places along a side one cell is in what goes in and in what comes out. */
  readonly from: number
  readonly to: number
  /** Between two tiles: hears messages, may throw to stop. */
  readonly between?: () => Promise<void>
}

/**
 * Runs a network on a picture [1, channels, h · from, w · from] of h × w cells tile by tile and blends what comes
 * out, [1, channels', h · to, w · to]: memory then depends on the tile, not on the picture. Where the picture fits into one tile, the network
 * gets it whole.
 */
export async function runTiled(
  input: Tensor,
  run: (tile: Tensor) => Promise<Tensor>,
  { tile, overlap, from, to, between }: Tiles,
): Promise<Tensor> {
  const [, , height = 0, width = 0] = input.shape
  const [rows, columns] = [spansOf(height / from, tile, overlap), spansOf(width / from, tile, overlap)]
  if (rows.length === 1 && columns.length === 1) return run(input)
  const [tall, wide] = [scaled(rows, to), scaled(columns, to)]
  const [vertical, horizontal] = [blendWeights(tall), blendWeights(wide)]
  let sum: Tensor | null = null
  for (const [row, down] of scaled(rows, from).entries()) {
    for (const [column, across] of scaled(columns, from).entries()) {
      await between?.()
      const made = await run(cut(input, down, across))
      sum ??= blank(made.shape[1]!, (height / from) * to, (width / from) * to)
      const [top, left] = [tall[row]!.start, wide[column]!.start]
      add(sum, made, { top, left, vertical: vertical[row]!, horizontal: horizontal[column]! })
    }
  }
  return sum!
}

function scaled(spans: readonly Span[], scale: number): Span[] {
  return spans.map(({ start, length }) => ({ start: start * scale, length: length * scale }))
}

function blank(channels: number, height: number, width: number): Tensor {
  return tensor([1, channels, height, width], new Float32Array(channels * height * width))
}

function cut(input: Tensor, rows: Span, columns: Span): Tensor {
  const [, channels = 0, height = 0, width = 0] = input.shape
  const out = blank(channels, rows.length, columns.length)
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < rows.length; row++) {
      const from = (channel * height + rows.start + row) * width + columns.start
      const line = input.data.subarray(from, from + columns.length)
      out.data.set(line, (channel * rows.length + row) * columns.length)
    }
  }
  return out
}

interface Place {
  readonly top: number
  readonly left: number
  readonly vertical: Float32Array
  readonly horizontal: Float32Array
}

function add(sum: Tensor, made: Tensor, { top, left, vertical, horizontal }: Place): void {
  const [, channels = 0, height = 0, width = 0] = sum.shape
  const [rows, columns] = [vertical.length, horizontal.length]
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < rows; y++) {
      const from = (channel * rows + y) * columns
      const to = (channel * height + top + y) * width + left
      for (let x = 0; x < columns; x++)
        sum.data[to + x] = sum.data[to + x]! + made.data[from + x]! * vertical[y]! * horizontal[x]!
    }
  }
}
