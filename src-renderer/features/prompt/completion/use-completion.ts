import { type KeyboardEvent, type RefObject, useState } from 'react'
import { typedQuery, type TypedQuery } from '#shared/prompts/typed-query.ts'
import { useEditor } from '#editor/editor-context.ts'
import { useParts } from '#features/parts-context.ts'
import { changeText } from '#ui/prompt-box.ts'
import { allEntries, fitting, textOf, type CompletionEntry } from './entries.ts'

export interface Completion {
  readonly isOpen: boolean
  readonly entries: readonly CompletionEntry[]
  readonly active: number
  activeId(listId: string): string
  /** Looks at what was just typed. */
  look(): void
  close(): void
  take(entry: CompletionEntry): void
  onKeyDown(event: KeyboardEvent): void
}

interface Offer {
  readonly query: TypedQuery
  readonly entries: readonly CompletionEntry[]
  readonly active: number
}

/** What a box could be completed with; the list opens while its beginning is typed, and never takes the focus. */
export function useCompletion(box: RefObject<HTMLTextAreaElement | null>): Completion {
  const { client } = useParts()
  const { draft } = useEditor()
  const [offer, setOffer] = useState<Offer | null>(null)
  const close = () => setOffer(null)
  const look = () => {
    const { current } = box
    const query = current && typedQuery(current.value, current.selectionStart)
    if (!current || !query) return close()
    void entriesNow(client.api).then((all) => isStillTyped(current, query) && setOffer(offerOf(all, query)))
  }
  const take = (entry: CompletionEntry) => {
    if (!box.current || !offer) return
    const { from, to } = offer.query
    const text = textOf(entry)
    changeText(box.current, { from, to, text, start: from + text.length, end: from + text.length })
    const { file } = entry
    if (file !== null) draft.set((value) => ({ ...value, request: withEmbedding(value.request, file) }))
    close()
  }
  const move = (by: number) =>
    setOffer(
      (shown) =>
        shown && { ...shown, active: (shown.active + by + shown.entries.length) % shown.entries.length },
    )
  return {
    isOpen: offer !== null,
    entries: offer?.entries ?? [],
    active: offer?.active ?? 0,
    activeId: (listId) => `${listId}-${offer?.active ?? 0}`,
    look,
    close,
    take,
    onKeyDown: (event) => offer && onKey(event, { offer, move, take, close }),
  }
}

/** Typing went on while the names were read: what was asked for may be gone. */
function isStillTyped(box: HTMLTextAreaElement, { from, query }: TypedQuery): boolean {
  const now = typedQuery(box.value, box.selectionStart)
  return now?.from === from && now.query === query && document.activeElement === box
}

function offerOf(all: readonly CompletionEntry[], query: TypedQuery): Offer | null {
  const entries = fitting(all, query)
  return entries.length === 0 ? null : { query, entries, active: 0 }
}

interface Keys {
  readonly offer: Offer
  move(by: number): void
  take(entry: CompletionEntry): void
  close(): void
}

function onKey(event: KeyboardEvent, { offer, move, take, close }: Keys): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  const entry = offer.entries[offer.active]
  if (event.key === 'ArrowDown') move(1)
  else if (event.key === 'ArrowUp') move(-1)
  else if (event.key === 'Escape') close()
  else if ((event.key === 'Enter' || event.key === 'Tab') && entry) take(entry)
  else {
    if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) close()
    return
  }
  event.preventDefault()
  event.stopPropagation()
}

type Api = ReturnType<typeof useParts>['client']['api']

/** Read each time: the folders may have got new files, and reading their names is quick. */
async function entriesNow(api: Api): Promise<CompletionEntry[]> {
  const [additions, wildcards] = await Promise.all([
    api('models.additions', null),
    api('prompt.wildcards', null),
  ])
  const none = { loras: [], embeddings: [], controls: [] }
  return allEntries(additions.ok ? additions.value : none, wildcards.ok ? wildcards.value : [])
}

function withEmbedding<R extends { embeddings: string[] }>(request: R, file: string): R {
  return request.embeddings.includes(file)
    ? request
    : { ...request, embeddings: [...request.embeddings, file] }
}
