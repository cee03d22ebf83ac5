import { readFileSync, writeFileSync } from 'node:fs'

export interface HeaderEntry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

/** The bytes of a safetensors file with this header, right or wrong, and so many bytes of data. */
export function safetensorsBytes(header: unknown, data: number | Uint8Array): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, typeof data === 'number' ? Buffer.alloc(data) : data])
}

export type Stored = Map<
  string,
  { readonly dtype: string; readonly shape: readonly number[]; readonly bytes: Uint8Array }
>

/** Reads a well-formed file without the engine's reader, so that a test can rewrite it. */
export function loadStored(file: string): Stored {
  const bytes = readFileSync(file)
  const start = 8 + Number(bytes.readBigUInt64LE(0))
  const header = JSON.parse(bytes.toString('utf8', 8, start)) as Record<string, HeaderEntry>
  const stored: Stored = new Map()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const [from, to] = entry.data_offsets
    stored.set(name, {
      dtype: entry.dtype,
      shape: entry.shape,
      bytes: bytes.subarray(start + from, start + to),
    })
  }
  return stored
}

export function saveStored(file: string, stored: Stored): void {
  const header: Record<string, HeaderEntry> = {}
  let at = 0
  for (const [name, { dtype, shape, bytes }] of stored) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.length] }
    at += bytes.length
  }
  writeFileSync(file, safetensorsBytes(header, Buffer.concat([...stored.values()].map(({ bytes }) => bytes))))
}

/** Rewrites a file with some tensors renamed, dropped (null) or changed. */
export function rewriteStored(file: string, change: (stored: Stored) => Stored): void {
  saveStored(file, change(loadStored(file)))
}
