import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Edit } from '#shared/document/edits.ts'
import * as history from '#shared/document/history.ts'
import { type Store, createStore } from '#shared/store.ts'
import type { Point } from './camera.ts'
import type { Draft } from './draft.ts'
import type { StrokeBuffer } from './pixels/stroke-buffer.ts'
import { type Session, newSession } from './session.ts'

/** The stroke in hand, as it is shown in place of the layer's own tiles. A new value each time that it grew. */
export interface ShownStroke {
  readonly layerId: string
  readonly buffer: StrokeBuffer
}

/** The canvas as it is worked on: document with its history, session, prompt panel, and the stroke in hand. */
export interface Editor {
  readonly history: Store<history.History>
  readonly session: Store<Session>
  readonly draft: Store<Draft>
  /** Where the pointer is over the canvas, in document pixels; apart, since it changes all the time. */
  readonly pointer: Store<Point | null>
  /** The unfinished stroke; it enters the document once, when it ends. */
  readonly stroke: Store<ShownStroke | null>
  document(): CanvasDocument
  /** One step of the history. */
  edit(labelKey: string, edit: Edit): void
  /** A change that undo goes past. */
  amend(edit: Edit): void
  /** A gesture: begin, any number of updates, and one commit or cancel. */
  begin(): void
  update(edit: Edit): void
  commit(labelKey: string): void
  cancel(): void
  undo(): void
  redo(): void
  open(document: CanvasDocument, draft: Draft): void
  newId(): string
}

export function createEditor(document: CanvasDocument, draft: Draft): Editor {
  const store = createStore(history.startHistory(document))
  const step = (change: (current: history.History) => history.History) => store.set(change)
  const editor: Editor = {
    history: store,
    session: createStore(newSession()),
    draft: createStore(draft),
    pointer: createStore<Point | null>(null),
    stroke: createStore<ShownStroke | null>(null),
    document: () => store.get().present,
    edit(labelKey, edit) {
      if (store.get().mark) editor.cancel()
      step((current) => history.commit(history.show(history.mark(current), edit), labelKey))
    },
    amend: (edit) => step((current) => history.amend(current, edit)),
    begin: () => step((current) => (current.mark ? current : history.mark(current))),
    update: (edit) => step((current) => history.show(current, edit)),
    commit: (labelKey) => step((current) => history.commit(current, labelKey)),
    cancel: () => step((current) => (current.mark ? history.bail(current) : current)),
    undo: () => step(history.undo),
    redo: () => step(history.redo),
    open(opened, openedDraft) {
      step(() => history.startHistory(opened))
      editor.draft.set(openedDraft)
    },
    newId: () => crypto.randomUUID(),
  }
  return editor
}
