import type { CanvasDocument } from './canvas-document.ts'

interface Change<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

type Records<T> = Readonly<Record<string, T>>
/** All of a document but its layers, its candidates and its name in the library. */
export type Page = Omit<CanvasDocument, 'id' | 'layers' | 'candidates'>

/** What differs between two documents, by reference: unchanged layers and tiles are not held. */
export interface DocumentDiff {
  readonly page: Change<Page> | null
  readonly layers: Records<Change<CanvasDocument['layers'][string]>>
  readonly candidates: Records<Change<CanvasDocument['candidates'][string]>>
}

/** Null when both are the same document. */
export function diffDocuments(before: CanvasDocument, after: CanvasDocument): DocumentDiff | null {
  if (before === after) return null
  const layers = diffRecords(before.layers, after.layers)
  const candidates = diffRecords(before.candidates, after.candidates)
  const page = samePage(before, after) ? null : { before: pageOf(before), after: pageOf(after) }
  const nothing = !page && Object.keys(layers).length === 0 && Object.keys(candidates).length === 0
  return nothing ? null : { page, layers, candidates }
}

/** Takes `diff` back (`before`) or makes it again (`after`); what it does not name stays as it is now. */
export function applyDiff(
  document: CanvasDocument,
  diff: DocumentDiff,
  side: 'before' | 'after',
): CanvasDocument {
  const page = diff.page?.[side]
  return {
    ...document,
    ...page,
    layers: applyRecords(document.layers, diff.layers, side),
    candidates: applyRecords(document.candidates, diff.candidates, side),
  }
}

function pageOf({ id: _id, layers: _layers, candidates: _candidates, ...page }: CanvasDocument): Page {
  return page
}

function samePage(a: CanvasDocument, b: CanvasDocument): boolean {
  const [before, after] = [pageOf(a), pageOf(b)]
  return (Object.keys(after) as (keyof Page)[]).every((key) => before[key] === after[key])
}

function diffRecords<T>(before: Records<T>, after: Records<T>): Records<Change<T>> {
  if (before === after) return {}
  const changes: Record<string, Change<T>> = {}
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[id] !== after[id]) changes[id] = { before: before[id], after: after[id] }
  }
  return changes
}

function applyRecords<T>(
  records: Records<T>,
  changes: Records<Change<T>>,
  side: 'before' | 'after',
): Records<T> {
  if (Object.keys(changes).length === 0) return records
  const result: Record<string, T> = { ...records }
  for (const [id, change] of Object.entries(changes)) {
    const value = change[side]
    if (value === undefined) delete result[id]
    else result[id] = value
  }
  return result
}
