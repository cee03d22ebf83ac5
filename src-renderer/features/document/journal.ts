import type { NumberedTile, Recording } from '#shared/document/storage/recorder.ts'
import type { DocumentChange, StoredDraft } from '#shared/entities/document/document-journal.ts'
import type { AppError } from '#shared/errors.ts'
import { type Result, ok } from '#shared/result.ts'
import type { Store } from '#shared/store.ts'
import { showError } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'
import type { LoadedDocument } from './load-document.ts'
import { fetchSoon, spillSteps, wantedSoon } from './memory.ts'

export type SaveState = 'saved' | 'saving' | 'waiting' | 'failed'

/** What is typed is kept when the typing rests. */
const calmMs = 400
/** After a failure it is tried again by itself. */
const retryMs = 15_000
/** So much more is read when an undo has to wait for the disk. */
const aheadBytes = 10 * 1024 * 1024
/** So many tiles go in one message: handing one over holds the window up for a moment. */
const tilesAtOnce = 16

/** Writes every step down as soon as it is made; one write at a time, the next with all that came meanwhile. */
export class Journal {
  readonly #parts: FeatureParts
  readonly #state: Store<SaveState>
  #loaded: LoadedDocument
  #draft: StoredDraft
  #timer: ReturnType<typeof setTimeout> | undefined
  #soon: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  #damaged = 0
  #exchanging = false

  constructor(parts: FeatureParts, loaded: LoadedDocument, state: Store<SaveState>) {
    this.#parts = parts
    this.#loaded = loaded
    this.#draft = loaded.storedDraft
    this.#state = state
    this.#damaged = loaded.shelf.damaged
    this.#lookAhead()
  }

  /** Puts another document on the canvas, with `open`; the one before is stored. */
  exchange(loaded: LoadedDocument, open: () => void): void {
    // While one is there and the other not yet, nothing that is heard is a step of either.
    this.#exchanging = true
    try {
      open()
    } finally {
      this.#exchanging = false
    }
    this.#loaded = loaded
    this.#draft = loaded.storedDraft
    this.#damaged = loaded.shelf.damaged
    this.#lookAhead()
    this.#state.set('saved')
    this.fetchSoon()
  }

  /** A step was made, taken back or made again. */
  stepped(): void {
    if (this.#exchanging) return
    this.fetchSoon()
    this.#tellOfDamage()
    if (!this.#parts.editor.history.get().mark) void this.flush()
  }

  /** Something changes all the time for a while. */
  touched(): void {
    if (this.#exchanging) return
    this.#state.set((state) => (state === 'saving' ? state : 'waiting'))
    this.#later(calmMs)
  }

  /** True when everything up to now is safe on the disk; the artist has been told if it is not. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    // Whoever waits here goes on together: the first of them writes for all.
    while (this.#running) await this.#running
    const recording = this.#record()
    if (!recording) {
      this.#state.set('saved')
      return true
    }
    const written = this.#write(recording)
    this.#running = written.then(() => undefined).finally(() => (this.#running = null))
    // What came meanwhile is written before anybody reads "saved".
    return (await written) && this.flush()
  }

  /** Reads what the next undos need, when the window has a moment. */
  fetchSoon(): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => {
      fetchSoon(this.#parts.editor.history.get(), this.#loaded.shelf).catch(() => undefined)
    }, 60)
  }

  stop(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#soon)
  }

  #lookAhead(): void {
    this.#loaded.shelf.ahead = () => wantedSoon(this.#parts.editor.history.get(), aheadBytes)
  }

  #record(): Recording | null {
    const { editor } = this.#parts
    const history = editor.history.get()
    // Never one document's steps into another's journal.
    if (history.present.id !== this.#loaded.id) return null
    const { request, seedLocked } = editor.draft.get()
    if (request !== this.#draft.request || seedLocked !== this.#draft.seedLocked) {
      this.#draft = { request, seedLocked }
    }
    return this.#loaded.recorder.record(history, this.#draft)
  }

  async #write(recording: Recording): Promise<boolean> {
    const { editor, notices } = this.#parts
    const failedBefore = this.#state.get() === 'failed'
    this.#state.set('saving')
    const kept = await this.#send(recording.change, recording.tiles)
    if (!kept.ok) {
      this.#state.set('failed')
      const action = { labelKey: 'action.try-again', run: () => void this.flush() }
      if (!failedBefore) showError(notices, kept.error, action)
      this.#later(retryMs)
      return false
    }
    recording.stored()
    const { shelf, recorder } = this.#loaded
    for (const { tile, number } of recording.tiles) shelf.learn(tile, number)
    editor.history.set((history) => (history.mark ? history : spillSteps(history, recorder)))
    return true
  }

  async #send(change: DocumentChange, tiles: readonly NumberedTile[]): Promise<Result<null>> {
    const { client } = this.#parts
    const { id: documentId, unkept } = this.#loaded
    if (unkept) {
      const made = await client.api('documents.new', { id: documentId, name: '', state: unkept })
      if (!made.ok) return made
      this.#loaded = { ...this.#loaded, unkept: null }
    }
    for (let at = 0; at < tiles.length - tilesAtOnce; at += tilesAtOnce) {
      const part = tiles.slice(at, at + tilesAtOnce).map(withBytes)
      const kept = await client.keep({ kind: 'change', documentId, tiles: part, change: null })
      if (!kept.ok) return kept
    }
    const rest = tiles.length % tilesAtOnce || Math.min(tiles.length, tilesAtOnce)
    const last = tiles.slice(tiles.length - rest).map(withBytes)
    const kept = await client.keep({ kind: 'change', documentId, tiles: last, change })
    return kept.ok ? ok(null) : kept
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), ms)
  }

  /** An old step whose pixels are damaged comes back empty in places, never without a word. */
  #tellOfDamage(): void {
    const { damaged } = this.#loaded.shelf
    if (damaged === this.#damaged) return
    this.#damaged = damaged
    showError(this.#parts.notices, damageOf(this.#loaded.name))
  }
}

function damageOf(subject: string): AppError {
  const message =
    'A part of this step could not be read from the disk and is empty. Redo brings back what was here before.'
  return { code: 'document-damaged', message, subject }
}

function withBytes({ number, tile }: NumberedTile): { number: number; bytes: ArrayBuffer } {
  const whole = tile.byteLength === tile.buffer.byteLength
  return { number, bytes: whole ? tile.buffer : tile.slice().buffer }
}
