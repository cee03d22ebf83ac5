import { joinedPrompt } from '#shared/prompts/region-prompt.ts'
import { promptBox, replaceText } from '#ui/prompt-box.ts'
import type { FeatureParts } from '../feature.ts'

/** Adds words after those that are there. */
export function addToPrompt(parts: FeatureParts, phrase: string): void {
  setPrompt(parts, joinedPrompt(parts.editor.draft.get().request.prompt, phrase))
  parts.notices.show({ tone: 'info', textKey: 'describe.added', values: { phrase } })
}

/** Puts a text in place of the prompt; the message that says so can take it back. */
export function takeAsPrompt(parts: FeatureParts, text: string): void {
  const before = parts.editor.draft.get().request.prompt
  setPrompt(parts, text)
  parts.notices.show({
    ...{ tone: 'info', textKey: 'describe.used', values: { text } },
    action: { labelKey: 'action.undo', run: () => setPrompt(parts, before) },
  })
}

/** As typing would, so that the box's own undo takes it back; where the box is out of sight, without that. */
function setPrompt({ editor }: FeatureParts, prompt: string): void {
  const box = promptBox()
  const focused = document.activeElement
  if (box?.checkVisibility()) {
    replaceText(box, prompt)
    if (focused instanceof HTMLElement) focused.focus()
    return
  }
  editor.draft.set((draft) => ({
    ...draft,
    request: { ...draft.request, prompt, settle: true, template: null },
  }))
}
