import type { StoredStep } from '../entities/document/document-journal.ts'
import type { CanvasDocument } from './canvas-document.ts'
import type { Edit } from './edits.ts'
import { type DocumentDiff, applyDiff, diffDocuments } from './document-diff.ts'

/** A step of this run: it holds what it changed by reference. `labelKey` names it in the artist's language. */
export interface LiveEntry {
  readonly labelKey: string
  readonly diff: DocumentDiff
}

/** A step of an earlier run, or one of long ago: its tiles lie on the disk, under numbers. */
export interface KeptEntry {
  readonly labelKey: string
  readonly kept: StoredStep
}

/** One step that can be taken back. */
export type HistoryEntry = LiveEntry | KeptEntry

/** Applies a kept step to a document, with its tiles from wherever they are. */
export type Replay = (document: CanvasDocument, step: StoredStep, side: 'before' | 'after') => CanvasDocument

/** Marks and diffs, as a value. `mark` is the document at the start of the gesture in hand. */
export interface History {
  readonly present: CanvasDocument
  readonly done: readonly HistoryEntry[]
  readonly undone: readonly HistoryEntry[]
  readonly mark: CanvasDocument | null
}

export const historyLimit = 1000

export function startHistory(document: CanvasDocument): History {
  return { present: document, done: [], undone: [], mark: null }
}

/** Begins a gesture: everything until `commit` is one step; `bail` goes back to here. */
export function mark(history: History): History {
  return { ...history, mark: history.present }
}

/** Changes the document within a gesture; not yet a step. */
export function show(history: History, edit: Edit): History {
  return { ...history, present: edit(history.present) }
}

/** A change that is no step of the artist (a candidate arrives): undo goes past it, an open gesture keeps it. */
export function amend(history: History, edit: Edit): History {
  return { ...history, present: edit(history.present), mark: history.mark && edit(history.mark) }
}

/** Ends the gesture: what changed since its mark becomes one step, and what was undone is gone. */
export function commit(history: History, labelKey: string): History {
  const diff = history.mark && diffDocuments(history.mark, history.present)
  if (!diff) return { ...history, mark: null }
  const done = [...history.done, { labelKey, diff }].slice(-historyLimit)
  return { present: history.present, done, undone: [], mark: null }
}

/** Gives the gesture up and goes back to its mark. */
export function bail(history: History): History {
  return { ...history, present: history.mark ?? history.present, mark: null }
}

/** Takes the last step back. `replay` is asked for one that is kept; where it throws, nothing has happened. */
export function undo(history: History, replay: Replay = noReplay): History {
  const entry = history.done.at(-1)
  if (!entry || history.mark) return history
  return {
    present: applyEntry(history.present, entry, 'before', replay),
    done: history.done.slice(0, -1),
    undone: [...history.undone, entry],
    mark: null,
  }
}

export function redo(history: History, replay: Replay = noReplay): History {
  const entry = history.undone.at(-1)
  if (!entry || history.mark) return history
  return {
    present: applyEntry(history.present, entry, 'after', replay),
    done: [...history.done, entry],
    undone: history.undone.slice(0, -1),
    mark: null,
  }
}

function applyEntry(
  document: CanvasDocument,
  entry: HistoryEntry,
  side: 'before' | 'after',
  replay: Replay,
): CanvasDocument {
  return 'kept' in entry ? replay(document, entry.kept, side) : applyDiff(document, entry.diff, side)
}

function noReplay(): never {
  throw new Error('This history has a kept step, and nobody to replay it.')
}
