import type { OpenedDocument } from '#shared/entities/document/opened-document.ts'
import type { Result } from '#shared/result.ts'
import { type Store, createStore } from '#shared/store.ts'
import { showError, showThrown } from '#features/show-error.ts'
import { fitPage } from '#editor/camera.ts'
import type { FeatureParts } from '../feature.ts'
import { Journal, type SaveState } from './journal.ts'
import { type LoadedDocument, loadDocument } from './load-document.ts'
import { documentThumbnail } from './thumbnail.ts'

/** What the document on the canvas is called, and the file that it belongs to. */
export interface DocumentName {
  readonly id: string
  readonly name: string
  readonly path: string | null
}

/** The document on the canvas and how it is exchanged for another: the one before is safe on the disk first. */
export class Desk {
  readonly name: Store<DocumentName>
  readonly journal: Journal
  readonly #parts: FeatureParts
  #pictured: unknown = null

  constructor(parts: FeatureParts, loaded: LoadedDocument, state: Store<SaveState>) {
    const { id, name, path } = loaded
    this.#parts = parts
    this.name = createStore<DocumentName>({ id, name, path })
    this.journal = new Journal(parts, loaded, state)
    parts.editor.open(loaded.history, loaded.draft, loaded.replay)
    for (const problem of loaded.problems) showError(parts.notices, problem)
  }

  /** Puts what `ask` gives on the canvas. False, with a word to the artist, where that cannot be. */
  async show(ask: () => Promise<Result<OpenedDocument>>): Promise<boolean> {
    const { tools, notices } = this.#parts
    tools.cancel()
    if (!(await this.finish())) return false
    const before = this.name.get().id
    const answer = await ask()
    if (!answer.ok) {
      showError(notices, answer.error)
      return false
    }
    if (answer.value.id === before) {
      this.#rename(answer.value)
      return true
    }
    try {
      await this.#exchange(await loadDocument(answer.value))
      return true
    } catch (thrown) {
      await this.#parts.client.api('documents.open', { id: before })
      showThrown(notices, thrown)
      return false
    }
  }

  /** Stores everything up to now, and a small picture of it for the list. False when it cannot be stored. */
  async finish(): Promise<boolean> {
    this.#parts.editor.settle()
    const stored = await this.journal.flush()
    await this.picture()
    return stored
  }

  /** Writes the document to a `.verso` file. */
  async save(path: string, copy: boolean, steps: boolean): Promise<boolean> {
    const { client, notices, tools } = this.#parts
    tools.cancel()
    if (!(await this.finish())) return false
    const saved = await client.api('documents.saveFile', { path, copy, steps })
    if (!saved.ok) {
      const action = { labelKey: 'action.try-again', run: () => void this.save(path, copy, steps) }
      showError(notices, saved.error, action)
      return false
    }
    const name = path.split(/[\\/]/).at(-1) ?? path
    if (!copy) this.name.set(({ id }) => ({ id, name: name.replace(/\.verso$/i, ''), path }))
    notices.show({ tone: 'info', textKey: 'document.file-saved', values: { name } })
    return true
  }

  /** Takes a small picture of the document when it has changed; one that fails costs nothing but itself. */
  async picture(): Promise<void> {
    const { editor, client } = this.#parts
    const shown = editor.document()
    if (this.#pictured === shown) return
    this.#pictured = shown
    const bytes = await documentThumbnail(shown).catch(() => null)
    if (bytes) await client.keep({ kind: 'thumbnail', documentId: shown.id, bytes })
  }

  async #exchange(loaded: LoadedDocument): Promise<void> {
    const { editor, notices } = this.#parts
    // What came while the other one was read belongs to the one before, which stays open until the next exchange.
    await this.journal.flush()
    this.journal.exchange(loaded, () => editor.open(loaded.history, loaded.draft, loaded.replay))
    this.#pictured = loaded.history.present
    this.#rename(loaded)
    editor.session.set((session) => ({
      ...session,
      ...{ room: 'canvas', staged: null, stagedHidden: false, floating: null, selectedLayers: [] },
      camera: fitPage(loaded.history.present, session.viewport),
    }))
    for (const problem of loaded.problems) showError(notices, problem)
  }

  #rename({ id, name, path }: DocumentName): void {
    this.name.set({ id, name, path })
  }
}
