import type { TextChange } from '#shared/prompts/weight-keys.ts'

/**
 * Changes a text box as typing would, so that its own undo takes it back. The box has the focus afterwards, with what
 * the change asks for selected.
 */
export function changeText(box: HTMLTextAreaElement, { from, to, text, start, end }: TextChange): void {
  box.focus()
  box.setSelectionRange(from, to)
  // Deprecated, and yet the only way by which a browser keeps its undo; `setRangeText` would drop it.
  if (text === '') document.execCommand('delete')
  else document.execCommand('insertText', false, text)
  box.setSelectionRange(start, end)
}

/** Puts another text in place of the whole, with the caret at its end. */
export function replaceText(box: HTMLTextAreaElement, text: string): void {
  if (box.value === text) return
  changeText(box, { from: 0, to: box.value.length, text, start: text.length, end: text.length })
}

/** The prompt's or negative prompt's box that has the focus. */
export function focusedBox(): HTMLTextAreaElement | null {
  const { activeElement } = document
  return activeElement instanceof HTMLTextAreaElement && activeElement.dataset.prompt !== undefined
    ? activeElement
    : null
}

/** The box of the prompt itself. */
export function promptBox(field: 'prompt' | 'negativePrompt' = 'prompt'): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>(`textarea[data-prompt="${field}"]`)
}
