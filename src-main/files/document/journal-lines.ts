import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { DocumentChange, StoredState } from '#shared/entities/document/document-journal.ts'

/** The version of the journal that this Verso writes. */
export const journalVersion = 1

/** First line: what this is. */
export const HeadLine = z.object({
  format: z.literal('verso-journal'),
  version: z.literal(journalVersion),
  document: z.string().min(1).max(64),
  /** The file of tiles beside it. */
  tiles: z.string().regex(/^tiles-\d{6}\.bin$/),
})
export type HeadLine = z.infer<typeof HeadLine>

const places = z.array(z.number().int().min(0))
const sequence = z.number().int().min(0)

/** Second line: the whole document at that moment. */
export const SnapshotLine = z.object({
  sequence,
  state: StoredState,
  places,
  nextTile: z.number().int().min(1),
  nextStep: z.number().int().min(1),
})
export type SnapshotLine = z.infer<typeof SnapshotLine>

/** Each further line: one change, and where the tiles lie that it is the first to name. */
export const ChangeLine = z.object({ sequence, places, change: DocumentChange })
export type ChangeLine = z.infer<typeof ChangeLine>

/** A line of a journal: checksum, a space, JSON, line feed. */
export function encodeLine(value: HeadLine | SnapshotLine | ChangeLine): Buffer {
  const json = Buffer.from(JSON.stringify(value))
  return Buffer.concat([Buffer.from(`${checksum(json)} `), json, Buffer.of(0x0a)])
}

/** The value of a line without its line feed; undefined when it is damaged. */
export function decodeLine(line: Buffer): unknown {
  const json = line.subarray(9)
  if (line.length < 10 || line.toString('latin1', 0, 9) !== `${checksum(json)} `) return undefined
  try {
    return JSON.parse(json.toString())
  } catch {
    return undefined
  }
}

/** The lines of a journal. What follows the last line feed is half a line, unless it is empty. */
export function splitLines(bytes: Buffer): { lines: Buffer[]; rest: Buffer } {
  const lines: Buffer[] = []
  let from = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, from)) {
    lines.push(bytes.subarray(from, at))
    from = at + 1
  }
  return { lines, rest: bytes.subarray(from) }
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, '0')
}
