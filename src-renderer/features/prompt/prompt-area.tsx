import { type KeyboardEvent, useDeferredValue, useId, useLayoutEffect, useRef } from 'react'
import type { PromptMeasure } from '#shared/prompts/prompt-measure.ts'
import { useEditor } from '#editor/editor-context.ts'
import { useStore } from '#ui/store.ts'
import { CompletionList } from './completion/completion-list.tsx'
import { useCompletion } from './completion/use-completion.ts'
import { PromptMarks } from './prompt-marks.tsx'

interface PromptAreaProps {
  readonly field: 'prompt' | 'negativePrompt'
  readonly id: string
  readonly label: string
  readonly placeholder: string
  readonly rows: number
  readonly measure: PromptMeasure | null
}

/** One of the prompt's boxes: text, the marks behind it, and completion above. */
export function PromptArea({ field, id, label, placeholder, rows, measure }: PromptAreaProps) {
  const { draft } = useEditor()
  const text = useStore(draft, (value) => value.request[field])
  const hasSyntax = useStore(draft, ({ request }) => request.settle && request.promptSyntax === 'weights')
  const shown = useDeferredValue(text)
  const box = useRef<HTMLTextAreaElement>(null)
  const marks = useRef<HTMLDivElement>(null)
  const listId = useId()
  const completion = useCompletion(box)
  const follow = () => {
    if (box.current && marks.current) marks.current.scrollTop = box.current.scrollTop
  }
  useLayoutEffect(follow)
  // Whatever is typed is read as the artist means it now, not as an earlier picture's record was.
  const change = (value: string) =>
    draft.set((current) => ({
      ...current,
      request: { ...current.request, [field]: value, settle: true, template: null },
    }))
  return (
    <div className="prompt-area">
      <PromptMarks text={shown} measure={measure} hasSyntax={hasSyntax} scroller={marks} />
      <textarea
        ref={box}
        id={id}
        rows={rows}
        maxLength={10_000}
        data-prompt={field}
        aria-label={label}
        aria-autocomplete="list"
        {...(completion.isOpen
          ? { 'aria-controls': listId, 'aria-activedescendant': completion.activeId(listId) }
          : {})}
        placeholder={placeholder}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          change(event.target.value)
          completion.look()
        }}
        onScroll={follow}
        onBlur={completion.close}
        onClick={completion.close}
        onKeyDown={(event: KeyboardEvent) => completion.onKeyDown(event)}
      />
      {completion.isOpen && <CompletionList id={listId} completion={completion} />}
    </div>
  )
}
