import type { CanvasDocument } from './canvas-document.ts'
import type { Edit } from './edits.ts'
import { type DocumentDiff, applyDiff, diffDocuments } from './document-diff.ts'

/** One step that can be taken back. `labelKey` names it in the artist's language. */
export interface HistoryEntry {
  readonly labelKey: string
  readonly diff: DocumentDiff
}

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

export function undo(history: History): History {
  const entry = history.done.at(-1)
  if (!entry || history.mark) return history
  return {
    present: applyDiff(history.present, entry.diff, 'before'),
    done: history.done.slice(0, -1),
    undone: [...history.undone, entry],
    mark: null,
  }
}

export function redo(history: History): History {
  const entry = history.undone.at(-1)
  if (!entry || history.mark) return history
  return {
    present: applyDiff(history.present, entry.diff, 'after'),
    done: [...history.done, entry],
    undone: history.undone.slice(0, -1),
    mark: null,
  }
}
