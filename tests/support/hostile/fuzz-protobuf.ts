import { varint } from '#engine/graph/onnx/protobuf.ts'
import { mutateBytes, pick } from '#tests/support/hostile/fuzz.ts'
import type { Random } from '#tests/support/hostile/fuzz.ts'

/** A message as a tree that can be changed and written again; what is no message inside is a leaf of bytes. */
export interface Branch {
  number: number
  wire: number
  value: bigint
  content: Uint8Array | Branch[]
  /** In place of the true length of the content. */
  length: bigint | null
}

/** The fields of a message; null where the bytes are none. Written without the reader that is tested. */
export function parseTree(bytes: Buffer, depth = 0): Branch[] | null {
  const fields: Branch[] = []
  let at = 0
  const next = (): bigint | null => {
    let value = 0n
    for (let shift = 0n; shift < 70n && at < bytes.length; shift += 7n) {
      const byte = bytes[at++]!
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
    return null
  }
  while (at < bytes.length) {
    const tag = next()
    if (tag === null || tag < 8n || tag > 800n) return null
    const [number, wire] = [Number(tag / 8n), Number(tag % 8n)]
    const field: Branch = { number, wire, value: 0n, content: Buffer.alloc(0), length: null }
    if (wire === 0 || wire === 2) {
      const value = next()
      if (value === null) return null
      field.value = value
    } else if (wire !== 1 && wire !== 5) return null
    const size = wire === 2 ? Number(field.value) : wire === 1 ? 8 : wire === 5 ? 4 : 0
    if (at + size > bytes.length) return null
    const content = bytes.subarray(at, at + size)
    field.content = (wire === 2 && depth < 10 && size > 1 ? parseTree(content, depth + 1) : null) ?? content
    at += size
    fields.push(field)
  }
  return fields
}

export function writeTree(fields: readonly Branch[]): Buffer {
  return Buffer.concat(
    fields.flatMap(({ number, wire, value, content, length }) => {
      const inner = Array.isArray(content) ? writeTree(content) : content
      const size = wire === 2 ? [varint(length ?? BigInt(inner.length))] : []
      return [varint(number * 8 + wire), ...(wire === 0 ? [varint(value)] : size), inner]
    }),
  )
}

const numbers = [
  0n,
  1n,
  -1n,
  127n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n,
  2n ** 62n,
  2n ** 63n - 1n,
  2n ** 64n - 1n,
]
const texts = [
  '',
  '../../etc/passwd',
  '/dev/zero',
  '*/_ORT_MEM_ADDR_/*',
  'ai.onnx.contrib',
  '\u202e',
  '\u0000',
  '__proto__',
  'Loop',
  'offset',
]

/** A message with one to three of its fields, wherever they lie, changed in what they say. */
export function mutateTree(bytes: Buffer, random: Random): Buffer {
  const tree = parseTree(bytes)
  if (tree === null) return mutateBytes(bytes, random)
  for (let times = 1 + random(3); times > 0; times--) {
    const lists = allLists(tree)
    const list = pick(random, lists)
    if (list.length > 0) mutateField(list, random(list.length), lists, random)
  }
  return writeTree(tree)
}

function mutateField(list: Branch[], at: number, lists: readonly Branch[][], random: Random): void {
  const field = list[at]!
  const kind = random(11)
  if (kind === 0) list.splice(at, 1)
  else if (kind === 1) list.splice(at, 0, structuredClone(field))
  else if (kind === 2) field.value = pick(random, numbers)
  else if (kind === 3) field.length = pick(random, numbers)
  else if (kind === 4) field.number = 1 + random(26)
  else if (kind === 5) field.wire = random(8)
  else if (kind === 6) field.content = Buffer.from(pick(random, texts))
  else if (kind === 7)
    field.content = mutateBytes(
      Array.isArray(field.content) ? writeTree(field.content) : Buffer.from(field.content),
      random,
    )
  else if (kind === 8)
    field.content = pick(random, lists)
      .slice(0, 20)
      .map((one) => structuredClone(one))
  else if (kind === 9) field.content = Buffer.alloc(random(2000), random(256))
  else nest(field, 1 + random(60))
}

/** The field's content in itself, again and again. */
function nest(field: Branch, levels: number): void {
  if (field.wire !== 2) return
  for (let level = 0; level < levels; level++) field.content = [{ ...field, content: field.content }]
}

function allLists(fields: Branch[]): Branch[][] {
  const lists = [fields]
  for (const { content } of fields) if (Array.isArray(content)) lists.push(...allLists(content))
  return lists
}
