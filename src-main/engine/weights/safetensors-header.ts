import { damaged } from './damaged.ts'
import { dtypeBytes, isDtype } from './dtypes.ts'
import type { Dtype } from './dtypes.ts'
import { jsonOddity } from './json-oddity.ts'

/** Where a tensor lies in its file, in bytes from the file's start. */
export interface TensorPlace {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly offset: number
  readonly length: number
}

/** The format's own cap on the header. */
export const maxHeaderBytes = 100_000_000
const maxTensors = 100_000
const maxRank = 8

/** Length of the JSON header from the file's first eight bytes; throws when it cannot be. */
export function headerLength(file: string, firstBytes: Uint8Array, fileBytes: number): number {
  if (firstBytes.length < 8) throw damaged(file, `it holds only ${firstBytes.length} bytes`)
  const length = new DataView(firstBytes.buffer, firstBytes.byteOffset, 8).getBigUint64(0, true)
  if (length > BigInt(maxHeaderBytes)) throw damaged(file, 'it does not begin with a safetensors header')
  if (length < 2n) throw damaged(file, 'its header is empty')
  if (8 + Number(length) > fileBytes) {
    throw damaged(file, `its header needs ${8 + Number(length)} bytes, but the file holds ${fileBytes}`)
  }
  return Number(length)
}

/**
 * Reads and checks a safetensors header: JSON, types, shapes, lengths, places within the file, no overlaps.
 * `json` is the header without its length. https://github.com/huggingface/safetensors#format
 */
export function parseHeader(file: string, json: Uint8Array, fileBytes: number): Map<string, TensorPlace> {
  const entries = Object.entries(parseObject(file, json)).filter(([name]) => name !== '__metadata__')
  if (entries.length === 0) throw damaged(file, 'its header names no tensor')
  if (entries.length > maxTensors) throw damaged(file, `its header names ${entries.length} tensors`)
  const start = 8 + json.length
  const tensors = new Map<string, TensorPlace>()
  for (const [name, entry] of entries) tensors.set(name, parseEntry(file, name, entry, start, fileBytes))
  refuseOverlaps(file, tensors)
  return tensors
}

function parseObject(file: string, json: Uint8Array): object {
  let [header, oddity]: [unknown, string | null] = [null, null]
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(json)
    oddity = jsonOddity(text)
    if (oddity === null) header = JSON.parse(text)
  } catch (cause) {
    throw damaged(file, 'its header is not valid JSON', cause)
  }
  if (oddity !== null) throw damaged(file, `its header ${oddity}`)
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw damaged(file, 'its header is not a JSON object')
  return header
}

function parseEntry(
  file: string,
  name: string,
  entry: unknown,
  start: number,
  fileBytes: number,
): TensorPlace {
  const tensor = `its tensor "${name.slice(0, 200)}"`
  if (typeof entry !== 'object' || entry === null) throw damaged(file, `${tensor} has no description`)
  const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>
  if (!isDtype(dtype)) throw damaged(file, `${tensor} has an unknown type, ${shortType(dtype)}`)
  if (!isCounts(shape) || shape.length > maxRank) throw damaged(file, `${tensor} has no valid shape`)
  if (!isCounts(offsets) || offsets.length !== 2) throw damaged(file, `${tensor} has no valid offsets`)
  const [from = 0, to = 0] = offsets
  const bytes = shape.reduce((product, side) => product * side, dtypeBytes[dtype])
  if (!Number.isSafeInteger(bytes) || to - from !== bytes)
    throw damaged(file, `${tensor} takes ${to - from} bytes where its shape asks for ${bytes}`)
  if (start + to > fileBytes)
    throw damaged(file, `${tensor} ends at byte ${start + to}, but the file holds ${fileBytes}`)
  return { dtype, shape, offset: start + from, length: bytes }
}

/** What is no text is not shown: lists in lists could be too deep to write. */
function shortType(dtype: unknown): string {
  return typeof dtype === 'string' ? JSON.stringify(dtype.slice(0, 40)) : typeof dtype
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}

function refuseOverlaps(file: string, tensors: ReadonlyMap<string, TensorPlace>): void {
  const places = [...tensors]
    .filter(([, place]) => place.length > 0)
    .sort((a, b) => a[1].offset - b[1].offset)
  let end = 0
  let before = ''
  for (const [name, place] of places) {
    if (place.offset < end)
      throw damaged(file, `its tensors "${before.slice(0, 200)}" and "${name.slice(0, 200)}" overlap`)
    end = place.offset + place.length
    before = name
  }
}
