import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Edit } from '#shared/document/edits.ts'
import * as history from '#shared/document/history.ts'
import type { Tile } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Store, createStore } from '#shared/store.ts'
import type { Notice } from '#ui/notices.ts'
import type { Point } from './camera.ts'
import type { Draft } from './draft.ts'
import type { SeenPlan } from './seen/plan.ts'
import { type Session, newSession } from './session.ts'
import type { Lifted } from './lifted.ts'
import type { Sketch } from './sketch.ts'

/** Paint that is not in the document yet: tiles as they look with it, in place of the layer's own. */
export interface WetPaint {
  /** Up to date after `refresh`. */
  readonly tiles: ReadonlyMap<number, Tile>
  /** Brings `tiles` up to date; returns the layer's pixels that changed since the last time, or null. */
  refresh(): Rectangle | null
}

/** The stroke in hand, as it is shown in place of the layer's own tiles. A new value each time that it grew. */
export interface ShownStroke {
  readonly layerId: string
  readonly buffer: WetPaint
}

/** What a tool has to say to the artist: why nothing happened, and a way out. */
export type Remark = Omit<Notice, 'id' | 'tone'>

/** A change that waits for a yes (a transform): it is applied before anything else changes the document. */
export interface Pending {
  apply(): void
  cancel(): void
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
  /** What the tool in hand draws over the canvas: outlines, handles, guides. */
  readonly sketch: Store<Sketch | null>
  /** Pixels that are taken out of the document while a gesture moves them. */
  readonly lifted: Store<Lifted | null>
  readonly pending: Store<Pending | null>
  /** What the model would see now; a moment behind the document, and null until it is first known. */
  readonly seen: Store<SeenPlan | null>
  /** The last remark; the window shows each as a notice. */
  readonly remark: Store<Remark | null>
  /** Tells the artist something, such as that the layer is locked. */
  say(remark: Remark): void
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
  /** Another document with its history; `replay` applies those of its steps that are kept on the disk. */
  open(opened: history.History, draft: Draft, replay: history.Replay): void
  /** Applies what waits for a yes, so that the document is whole. */
  settle(): void
  newId(): string
}

export function createEditor(document: CanvasDocument, draft: Draft): Editor {
  const store = createStore(history.startHistory(document))
  const step = (change: (current: history.History) => history.History) => store.set(change)
  const kept: { replay: history.Replay | undefined } = { replay: undefined }
  const editor: Editor = {
    history: store,
    draft: createStore(draft),
    ...createPassing(),
    say: (remark) => editor.remark.set({ ...remark }),
    document: () => store.get().present,
    edit(labelKey, edit) {
      editor.settle()
      if (store.get().mark) editor.cancel()
      step((current) => history.commit(history.show(history.mark(current), edit), labelKey))
    },
    amend: (edit) => step((current) => history.amend(current, edit)),
    begin() {
      editor.settle()
      step((current) => (current.mark ? current : history.mark(current)))
    },
    update: (edit) => step((current) => history.show(current, edit)),
    commit: (labelKey) => step((current) => history.commit(current, labelKey)),
    cancel: () => step((current) => (current.mark ? history.bail(current) : current)),
    undo() {
      if (editor.pending.get()) return editor.pending.get()?.cancel()
      step((current) => history.undo(current, kept.replay))
    },
    redo: () => step((current) => history.redo(current, kept.replay)),
    settle: () => editor.pending.get()?.apply(),
    open(opened, openedDraft, replay) {
      editor.pending.get()?.cancel()
      kept.replay = replay
      step(() => opened)
      editor.draft.set(openedDraft)
    },
    newId: () => crypto.randomUUID(),
  }
  return editor
}

/** What is neither kept nor undone. */
function createPassing() {
  return {
    session: createStore(newSession()),
    pointer: createStore<Point | null>(null),
    stroke: createStore<ShownStroke | null>(null),
    sketch: createStore<Sketch | null>(null),
    lifted: createStore<Lifted | null>(null),
    pending: createStore<Pending | null>(null),
    seen: createStore<SeenPlan | null>(null),
    remark: createStore<Remark | null>(null),
  }
}
