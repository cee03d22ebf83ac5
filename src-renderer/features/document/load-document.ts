import { newDocument } from '#shared/document/canvas-document.ts'
import type { HistoryEntry, History, Replay } from '#shared/document/history.ts'
import { requestSizeFor } from '#shared/document/request-size.ts'
import { tilesOfCanvas, tilesOfDiff } from '#shared/document/storage/fold.ts'
import { Recorder } from '#shared/document/storage/recorder.ts'
import { decodeCanvas, encodeCanvas } from '#shared/document/storage/stored-canvas.ts'
import { applyStored } from '#shared/document/storage/stored-diff.ts'
import type { StoredDraft, StoredState, StoredStep } from '#shared/entities/document/document-journal.ts'
import type { OpenedDocument } from '#shared/entities/document/opened-document.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type AppError, toAppError } from '#shared/errors.ts'
import type { Client } from '#client/client.ts'
import { type Draft, newDraft, randomSeed } from '#editor/draft.ts'
import { TileShelf } from './tile-shelf.ts'

/** A document as the window works on it, and what connects it with its place on the disk. */
export interface LoadedDocument {
  readonly id: string
  readonly name: string
  readonly path: string | null
  readonly history: History
  readonly draft: Draft
  readonly storedDraft: StoredDraft
  readonly replay: Replay
  readonly recorder: Recorder
  readonly shelf: TileShelf
  /** Of a document that the disk does not have yet: what it is to begin with. */
  readonly unkept: StoredState | null
  /** What could not be read; everything else is there. */
  readonly problems: readonly AppError[]
}

/** The document as it was left, or a new one; where the disk gives neither, one in memory alone, which says so. */
export async function loadFirst(client: Client): Promise<LoadedDocument> {
  const problems: AppError[] = []
  try {
    const loaded = await client.api('document.load', null)
    if (loaded.ok && loaded.value) return await loadDocument(loaded.value)
    if (!loaded.ok) problems.push(loaded.error)
  } catch (thrown) {
    problems.push(toAppError(thrown))
  }
  const id = crypto.randomUUID()
  const state = newState(512, 512)
  const made = await client.api('documents.new', { id, name: '', state })
  const next = { tile: 1, step: 1 }
  if (made.ok) return loadDocument({ ...made.value, problems: [...problems, ...made.value.problems] })
  const unkept = await loadDocument({
    id,
    name: '',
    path: null,
    state,
    next,
    problems: [...problems, made.error],
  })
  return { ...unkept, unkept: state }
}

/** An empty page. */
export function newState(width: number, height: number, draft: StoredDraft | null = null): StoredState {
  const { request, seedLocked } = newDraft(randomSeed())
  const canvas = encodeCanvas(newDocument('', width, height), () => 0)
  return { canvas, done: [], undone: [], draft: draft ?? { request, seedLocked } }
}

/** Fetches the tiles that the document shows; those of its steps come when they are wanted. Throws when it cannot. */
export async function loadDocument(opened: OpenedDocument): Promise<LoadedDocument> {
  const { id, state, next } = opened
  const parts: { recorder: Recorder | null } = { recorder: null }
  const early: [Uint8ClampedArray<ArrayBuffer>, number][] = []
  const shelf = new TileShelf(id, (tile, number) => {
    if (parts.recorder) parts.recorder.know(tile, number)
    else early.push([tile, number])
  })
  const tiles = await shelf.fetch(tilesOfCanvas(state.canvas))
  const present = decodeCanvas(id, state.canvas, (number) => shelf.tile(number))
  const keep = (step: StoredStep): HistoryEntry => ({ labelKey: step.labelKey, kept: step })
  const history = { present, done: state.done.map(keep), undone: state.undone.map(keep), mark: null }
  const recorder = new Recorder(history, state.draft, next)
  parts.recorder = recorder
  for (const [tile, number] of early) recorder.know(tile, number)
  const damaged = tiles.length > 0 && shelf.damaged > 0 ? [damagedTiles(opened.name, shelf.damaged)] : []
  return {
    ...{ id, name: opened.name, path: opened.path, history, recorder, shelf },
    draft: toDraft(state.draft, present.box),
    storedDraft: state.draft,
    unkept: null,
    problems: [...opened.problems, ...damaged],
    replay(document, { diff }, side) {
      shelf.ensure(tilesOfDiff(diff, side))
      return applyStored(document, diff, side, (number) => shelf.tile(number))
    },
  }
}

function damagedTiles(name: string, count: number): AppError {
  const message = `${String(count)} pieces of the picture could not be read from the disk and are empty. Undo may bring older pixels back; else open a copy of the document.`
  return { code: 'document-damaged', message, subject: name }
}

/** Native sizes of the families there are; a size that one of them gives was chosen by the box, not by hand. */
const nativeSizes = [256, 512, 768, 1024]

function toDraft({ request, seedLocked }: StoredDraft, box: Rectangle): Draft {
  const sizeFollowsBox = nativeSizes.some((native) => {
    const { width, height } = requestSizeFor(box, native)
    return width === request.width && height === request.height
  })
  return { request, seedLocked, source: { kind: 'canvas' }, sizeFollowsBox, tunedFor: request.model }
}
