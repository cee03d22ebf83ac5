import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { StudioDocument } from '#shared/entities/studio-document.ts'
import type { Result } from '#shared/result.ts'
import { showError } from '#features/show-error.ts'
import type { Draft } from '#editor/draft.ts'
import type { Store } from '#shared/store.ts'
import type { FeatureParts } from '../feature.ts'
import { type KnownPixels, storeLayers } from './store-layers.ts'

export type SaveState = 'saved' | 'saving' | 'waiting' | 'failed'

const calmMs = 500

/** Saves half a second after the last change, and at once when the window loses the focus or closes. */
export class Autosave {
  readonly #parts: FeatureParts
  readonly #known: KnownPixels
  readonly #state: Store<SaveState>
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  #wanted = false

  constructor(parts: FeatureParts, known: KnownPixels, state: Store<SaveState>) {
    this.#parts = parts
    this.#known = known
    this.#state = state
  }

  touch(): void {
    this.#wanted = true
    this.#state.set((state) => (state === 'saving' ? state : 'waiting'))
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), calmMs)
  }

  /** Resolves when everything up to now is stored, or the attempt has failed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#running
    if (!this.#wanted || this.#parts.editor.history.get().mark) return
    this.#wanted = false
    this.#running = this.#save().finally(() => (this.#running = null))
    await this.#running
  }

  async #save(): Promise<void> {
    const { editor, notices } = this.#parts
    this.#state.set('saving')
    const saved = await this.#store(editor.document(), editor.draft.get())
    if (saved.ok) return this.#state.set(this.#wanted ? 'waiting' : 'saved')
    this.#wanted = true
    this.#state.set('failed')
    const action = { labelKey: 'action.try-again', run: () => void this.flush() }
    showError(notices, saved.error, action)
  }

  async #store(document: CanvasDocument, draft: Draft): Promise<Result<null>> {
    const { client } = this.#parts
    const layers = await storeLayers(document, client.upload, this.#known)
    if (!layers.ok) return layers
    const { id, width, height, activeLayerId, box } = document
    const candidates = Object.values(document.candidates)
    const { request, seedLocked } = draft
    const stored: StudioDocument = {
      ...{ id, version: 1, width, height, activeLayerId, box, candidates, request, seedLocked },
      layers: layers.value,
    }
    return client.api('document.save', stored)
  }
}
