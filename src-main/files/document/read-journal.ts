import { open, readFile } from 'node:fs/promises'
import { foldChange } from '#shared/document/storage/fold.ts'
import { VersoError } from '#shared/errors.ts'
import {
  ChangeLine,
  HeadLine,
  SnapshotLine,
  decodeLine,
  journalVersion,
  splitLines,
} from './journal-lines.ts'
import { readPlaces, type TilePlace } from './tile-codec.ts'
import { readAll } from './whole-writes.ts'

/** A document as its journal says it is. */
export interface JournalState extends Omit<SnapshotLine, 'places'> {
  readonly places: Map<number, TilePlace>
}

/** One journal file, as far as it can be read. */
export interface ReadJournal {
  readonly head: HeadLine | null
  readonly snapshot: SnapshotLine | null
  /** Whole lines in their order, up to the first damaged one. */
  readonly changes: readonly ChangeLine[]
  /** Damaged lines and all that come after them. */
  readonly lost: number
  readonly bytes: number
}

/**
 * Reads a journal up to its first damaged line; damage is said, never thrown. Throws `document-newer` for one that
 * a newer Verso wrote, and what the file system throws.
 */
export async function readJournal(path: string): Promise<ReadJournal> {
  const bytes = await readFile(path)
  const { lines, rest } = splitLines(bytes)
  const [first, second, ...others] = lines
  const head = parseHead(first, path)
  const snapshot = SnapshotLine.safeParse(second && decodeLine(second)).data ?? null
  const changes: ChangeLine[] = []
  for (const line of others) {
    const change = ChangeLine.safeParse(decodeLine(line)).data
    if (!change) break
    changes.push(change)
  }
  const lost = others.length - changes.length + (rest.length > 0 ? 1 : 0)
  return { head, snapshot, changes, lost, bytes: bytes.length }
}

/** The first line alone; null when it is damaged. */
export async function readHead(path: string): Promise<HeadLine | null> {
  const file = await open(path, 'r')
  try {
    const start = Buffer.from(await readAll(file, 0, 4096))
    return parseHead(splitLines(start).lines[0], path)
  } finally {
    await file.close()
  }
}

function parseHead(line: Buffer | undefined, path: string): HeadLine | null {
  const value = line && decodeLine(line)
  if (isNewer(value)) {
    throw new VersoError(
      'document-newer',
      `The document ${path} was written by a newer Verso. Install the newest Verso to open it; nothing in it was changed.`,
      { subject: path },
    )
  }
  return HeadLine.safeParse(value).data ?? null
}

function isNewer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('version' in value))
    return false
  return value.format === 'verso-journal' && Number(value.version) > journalVersion
}

/** The state that a snapshot says. */
export function stateOf({ places, ...snapshot }: SnapshotLine): JournalState {
  return { ...snapshot, places: new Map(readPlaces(places)) }
}

/** The state after `line`; null when it does not follow on it. */
export function followLine(state: JournalState, line: ChangeLine): JournalState | null {
  if (line.sequence !== state.sequence + 1) return null
  try {
    const folded = foldChange(state.state, line.change)
    const fresh = readPlaces(line.places)
    for (const [number, place] of fresh) state.places.set(number, place)
    const nextTile = fresh.reduce((next, [number]) => Math.max(next, number + 1), state.nextTile)
    const nextStep = line.change.steps.reduce((next, { step }) => Math.max(next, step + 1), state.nextStep)
    return {
      sequence: line.sequence,
      state: folded,
      places: state.places,
      nextTile,
      nextStep,
    }
  } catch {
    return null
  }
}
