import { basename } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { listJournals } from './journal-file.ts'
import { followLine, readJournal, stateOf, type JournalState, type ReadJournal } from './read-journal.ts'

/** What a document's folder says, and what of it could not be read. */
export interface OpenedJournal {
  readonly state: JournalState
  /** File of tiles that the state's places are in. */
  readonly tiles: string
  /** The journal to go on with; null when it must not be appended to since it is damaged. */
  readonly current: { readonly path: string; readonly bytes: number; readonly changes: number } | null
  /** Damaged journals, and how many changes are lost with them; null when all is well. */
  readonly damage: { readonly paths: readonly string[]; readonly lost: number } | null
}

/**
 * The newest state that can be read: the last journal up to its first damaged line. Where its snapshot is damaged the
 * journal before it says the same, and the lines go on from there. Throws `document-damaged` and `document-newer`.
 */
export async function openJournal(folder: string): Promise<OpenedJournal> {
  const paths = (await listJournals(folder)).reverse()
  const newer: { path: string; read: ReadJournal }[] = []
  for (const path of paths) {
    const read = await readJournal(path)
    newer.unshift({ path, read })
    if (read.head && read.snapshot) return follow(newer, read.head.tiles, stateOf(read.snapshot))
  }
  throw new VersoError(
    'document-damaged',
    `The document in ${folder} can't be opened: none of its journals can be read. Open a copy of it from a .verso file or a back-up; the damaged files stay where they are.`,
    { subject: folder },
  )
}

/** Applies the journals, oldest first, to the snapshot that the first of them begins with. */
function follow(
  journals: readonly { path: string; read: ReadJournal }[],
  tiles: string,
  start: JournalState,
): OpenedJournal {
  let state = start
  let lost = 0
  const damaged: string[] = []
  for (const [index, { path, read }] of journals.entries()) {
    const applied = applyLines(state, read, lost === 0)
    state = applied.state
    const missing = read.changes.length - applied.count + read.lost
    if (missing > 0 || (index > 0 && !(read.head && read.snapshot))) damaged.push(path)
    lost += missing
  }
  const last = journals.at(-1)
  const whole = damaged.length === 0 && journals.length === 1 && last
  return {
    state,
    tiles,
    current: whole ? { path: last.path, bytes: last.read.bytes, changes: last.read.changes.length } : null,
    damage: damaged.length > 0 ? { paths: damaged, lost } : null,
  }
}

function applyLines(
  start: JournalState,
  { changes }: ReadJournal,
  usable: boolean,
): { state: JournalState; count: number } {
  let state = start
  let count = 0
  for (const line of usable ? changes : []) {
    const next = followLine(state, line)
    if (!next) break
    state = next
    count++
  }
  return { state, count }
}

/** What the artist is told of damage. */
export function damageReport(
  name: string,
  { paths, lost }: NonNullable<OpenedJournal['damage']>,
): VersoError {
  const what =
    lost === 0
      ? 'Nothing is lost: an older journal says the same.'
      : `The last ${lost === 1 ? 'change is' : `${lost} changes are`} lost; everything before is here.`
  return new VersoError(
    'document-damaged',
    `A part of the journal of “${name}” could not be read. ${what} The damaged file is kept as damaged-${basename(paths[0] ?? '')} in the document's folder.`,
    { subject: name },
  )
}
