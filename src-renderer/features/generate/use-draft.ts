import type { DraftRequest } from '#editor/draft.ts'
import { useEditor } from '#editor/editor-context.ts'
import { useStore } from '#ui/store.ts'

/** The prompt panel's request, and a way to change parts of it. */
export function useDraftRequest(): readonly [DraftRequest, (part: Partial<DraftRequest>) => void] {
  const { draft } = useEditor()
  const request = useStore(draft, (value) => value.request)
  return [request, (part) => draft.set((value) => ({ ...value, request: { ...value.request, ...part } }))]
}
