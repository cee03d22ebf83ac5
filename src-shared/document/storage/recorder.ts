import type {
  DocumentChange,
  ListChange,
  StoredDraft,
  StoredStep,
} from '#shared/entities/document/document-journal.ts'
import type { CanvasDocument } from '../canvas-document.ts'
import { diffDocuments } from '../document-diff.ts'
import type { History, HistoryEntry } from '../history.ts'
import type { Tile } from '../pixels.ts'
import { encodeDiff } from './stored-diff.ts'

export interface NumberedTile {
  readonly number: number
  readonly tile: Tile
}

/** What must be written so that the disk knows what the window knows. */
export interface Recording {
  readonly change: DocumentChange
  /** Tiles that the change names and that are not stored yet. */
  readonly tiles: readonly NumberedTile[]
  /** To be called when it is safe on the disk; without it the next recording begins where this one did. */
  stored(): void
}

/** What the disk knows of a document. */
interface Known {
  readonly document: CanvasDocument
  readonly done: readonly number[]
  readonly undone: readonly number[]
  readonly draft: StoredDraft
}

/**
 * Compares a document and its history with what is stored, and says the difference as one line of the journal,
 * however many steps lie between. Tiles and steps are known by reference and numbered once.
 */
export class Recorder {
  readonly #tiles = new WeakMap<Tile, number>()
  readonly #storedTiles = new WeakSet<Tile>()
  readonly #steps = new WeakMap<HistoryEntry, number>()
  readonly #storedSteps = new WeakMap<HistoryEntry, StoredStep>()
  #next: { tile: number; step: number }
  #known: Known

  constructor(history: History, draft: StoredDraft, next: { readonly tile: number; readonly step: number }) {
    this.#next = { ...next }
    for (const entry of [...history.done, ...history.undone]) {
      if (!('kept' in entry)) continue
      this.#steps.set(entry, entry.kept.step)
      this.#storedSteps.set(entry, entry.kept)
    }
    const numbers = (entries: readonly HistoryEntry[]) => entries.map((entry) => this.#stepOf(entry))
    const [done, undone] = [numbers(history.done), numbers(history.undone)]
    this.#known = { document: history.present, done, undone, draft }
  }

  /** Tells it of a tile that was read from the disk. */
  know(tile: Tile, number: number): void {
    this.#tiles.set(tile, number)
    this.#storedTiles.add(tile)
  }

  /** The entry as it is stored; null while it is not. */
  storedStep(entry: HistoryEntry): StoredStep | null {
    return this.#storedSteps.get(entry) ?? null
  }

  /** Tells it that `kept` stands in the history in place of `entry`. */
  replace(entry: HistoryEntry, kept: HistoryEntry & { readonly kept: StoredStep }): void {
    this.#steps.set(kept, this.#stepOf(entry))
    this.#storedSteps.set(kept, kept.kept)
  }

  /** Null when all is stored. A gesture in hand is left out: what counts is the document at its mark. */
  record({ present, mark, done, undone }: History, draft: StoredDraft): Recording | null {
    const known = this.#known
    const fresh = new Map<number, Tile>()
    const document = mark ?? present
    const diff = diffDocuments(known.document, document)
    const steps = this.#freshSteps([...done, ...undone], fresh)
    const now = {
      document,
      draft,
      done: done.map((entry) => this.#stepOf(entry)),
      undone: undone.map((entry) => this.#stepOf(entry)),
    }
    const change: DocumentChange = {
      steps: steps.map(({ step }) => step),
      done: listChange(known.done, now.done),
      undone: listChange(known.undone, now.undone),
      present: diff && encodeDiff(diff, (tile) => this.#numberOf(tile, fresh)),
      draft: draft === known.draft ? null : draft,
    }
    if (isNothing(change, known)) return null
    return {
      change,
      tiles: [...fresh].map(([number, tile]) => ({ number, tile })),
      stored: () => {
        this.#known = now
        for (const tile of fresh.values()) this.#storedTiles.add(tile)
        for (const { entry, step } of steps) this.#storedSteps.set(entry, step)
      },
    }
  }

  #freshSteps(
    entries: readonly HistoryEntry[],
    fresh: Map<number, Tile>,
  ): { entry: HistoryEntry; step: StoredStep }[] {
    return entries.flatMap((entry) => {
      if ('kept' in entry || this.#storedSteps.has(entry)) return []
      const diff = encodeDiff(entry.diff, (tile) => this.#numberOf(tile, fresh))
      return [{ entry, step: { step: this.#stepOf(entry), labelKey: entry.labelKey, diff } }]
    })
  }

  #stepOf(entry: HistoryEntry): number {
    const known = this.#steps.get(entry)
    if (known !== undefined) return known
    const number = this.#next.step++
    this.#steps.set(entry, number)
    return number
  }

  #numberOf(tile: Tile, fresh: Map<number, Tile>): number {
    const number = this.#tiles.get(tile) ?? this.#next.tile++
    this.#tiles.set(tile, number)
    if (!this.#storedTiles.has(tile)) fresh.set(number, tile)
    return number
  }
}

function listChange(before: readonly number[], after: readonly number[]): ListChange {
  const first = after[0]
  const drop = first === undefined ? before.length : Math.max(0, before.indexOf(first))
  const rest = before.slice(drop)
  const at = rest.findIndex((number, index) => number !== after[index])
  const keep = at < 0 ? Math.min(rest.length, after.length) : at
  return { drop, keep, add: after.slice(keep) }
}

function isNothing({ steps, done, undone, present, draft }: DocumentChange, known: Known): boolean {
  const same = (change: ListChange, list: readonly number[]) =>
    change.drop === 0 && change.keep === list.length && change.add.length === 0
  const stays = (change: ListChange, list: readonly number[]) =>
    same(change, list) || (list.length === 0 && change.add.length === 0)
  return steps.length === 0 && !present && !draft && stays(done, known.done) && stays(undone, known.undone)
}
