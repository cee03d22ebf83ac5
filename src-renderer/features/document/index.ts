import { createStore } from '#shared/store.ts'
import type { Feature } from '../feature.ts'
import { Autosave, type SaveState } from './autosave.ts'
import { createSaveStatus } from './save-status.tsx'
import type { KnownPixels } from './store-layers.ts'

/** Keeps the canvas between runs. `known` says which pixels were loaded and so need no saving. */
export function createDocumentFeature(known: KnownPixels): Feature {
  const state = createStore<SaveState>('saved')
  return {
    id: 'document',
    start(parts) {
      const autosave = new Autosave(parts, known, state)
      const abort = new AbortController()
      const flush = () => void autosave.flush()
      const stops = [
        parts.editor.history.subscribe(() => autosave.touch()),
        parts.editor.draft.subscribe(() => autosave.touch()),
        parts.client.on(
          'app.closing',
          () => void autosave.flush().then(() => parts.client.api('app.close', null)),
        ),
        () => abort.abort(),
      ]
      window.addEventListener('blur', flush, { signal: abort.signal })
      document.addEventListener('visibilitychange', flush, { signal: abort.signal })
      return () => stops.forEach((stop) => stop())
    },
    views: { status: createSaveStatus(state) },
  }
}
