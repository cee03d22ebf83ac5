import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { loadStored } from '#tests/support/engine/safetensors.ts'
import type { Stored } from '#tests/support/engine/safetensors.ts'
import { fromHalf, toHalf } from '#engine/weights/half.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** A tensor of the golden model, as it lies in the export. */
interface Hole {
  readonly file: string
  readonly tensor: string
  readonly type: 'F32' | 'F16'
  readonly transposed: boolean
}

type Packs = Record<
  string,
  { model: string; files: Record<string, { sha256: string; pieces: (string | Hole)[] }> }
>

export type ExportName =
  'optimum' | 'optimum-fp16' | 'optimum-sd2' | 'optimum-sdxl' | 'converter' | 'onnxstack'

const golden = join(import.meta.dirname, '..', '..', 'fixtures', 'golden')

/**
 * A tiny model as a real program exported it, in a new folder: the files of `tests/fixtures/generate/onnx_exports.py`,
 * byte for byte, put together from the pack and the golden model's weights.
 */
export function exportedModel(name: ExportName, parent = temporaryFolder()): string {
  const packed = readFileSync(join(golden, 'onnx-exports.json.br'))
  const packs = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Packs
  const { model, files } = packs[name]!
  const folder = join(parent, 'Exported Model')
  const weights = new Map<string, Stored>()
  const stored = (file: string): Stored => {
    const found = weights.get(file) ?? loadStored(join(golden, model, 'model', file))
    weights.set(file, found)
    return found
  }
  for (const [path, { sha256, pieces }] of Object.entries(files)) {
    const parts = pieces.map((piece) =>
      typeof piece === 'string' ? Buffer.from(piece, 'latin1') : fill(piece, stored(piece.file)),
    )
    const bytes = Buffer.concat(parts)
    const found = createHash('sha256').update(bytes).digest('hex')
    if (found !== sha256) throw new Error(`${name}/${path} was not put together as it was exported.`)
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}

function fill({ tensor, type, transposed }: Hole, stored: Stored): Buffer {
  const found = stored.get(tensor)
  if (found === undefined) throw new Error(`No tensor ${tensor}.`)
  const { dtype, shape, bytes } = found
  const values = numbersOf(dtype, bytes)
  const [rows = 1, columns = 1] = shape
  const order = (index: number): number =>
    transposed ? (index % rows) * columns + Math.floor(index / rows) : index
  const ordered = Float32Array.from(values, (_, index) => values[order(index)] ?? NaN)
  return type === 'F32' ? Buffer.from(ordered.buffer) : Buffer.from(Uint16Array.from(ordered, toHalf).buffer)
}

function numbersOf(dtype: string, bytes: Uint8Array): Float32Array {
  const copy = Uint8Array.from(bytes)
  return dtype === 'F16'
    ? Float32Array.from(new Uint16Array(copy.buffer), fromHalf)
    : new Float32Array(copy.buffer)
}
