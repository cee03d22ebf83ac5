import type { Command, CommandList } from '#ui/commands/command.ts'
import { type KeyPress, matches } from '#ui/commands/key-press.ts'
import { HeldKeys } from './held-keys.ts'

export type FocusKind = 'text' | 'control' | 'canvas'

/** Keys that mean something to a button, a slider or a list of their own. */
const controlKeys = new Set([
  'Enter',
  ' ',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Backspace',
  'Delete',
])

/**
 * The command that a key press means, given what has the focus; null when it means none. Where several have the
 * key, the first that can run now.
 */
export function commandFor(
  list: CommandList,
  press: KeyPress,
  focus: FocusKind,
  platform: string,
): Command | null {
  const meant = list.commands.filter(({ keys }) => keys?.some((each) => matches(each, press, platform)))
  const command = meant.find(({ enabled }) => enabled?.() ?? true) ?? meant[0]
  if (!command) return null
  if (focus === 'text' && !command.inText) return null
  const plain = !press.ctrlKey && !press.metaKey && !press.altKey
  if (focus === 'control' && plain && controlKeys.has(press.key)) return null
  return command
}

/** Listens to the window's keys. Returns a function that ends it. */
export function startShortcuts(list: CommandList, platform: string): () => void {
  const abort = new AbortController()
  const on = { signal: abort.signal }
  const held = new HeldKeys()
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    const command = commandFor(list, event, focusKind(document.activeElement), platform)
    if (!command || command.native) return
    // Also when it can't run now: the browser's own undo would reach into a text field that was left long ago.
    event.preventDefault()
    if (command.hold) held.press(event.code, command.hold, event.timeStamp)
    else if (command.enabled?.() ?? true) command.run(event)
  }
  window.addEventListener('keydown', listen, on)
  window.addEventListener('keyup', (event) => held.release(event.code, event.timeStamp), on)
  window.addEventListener('blur', () => held.releaseAll(), on)
  return () => abort.abort()
}

function focusKind(element: Element | null): FocusKind {
  if (element instanceof HTMLTextAreaElement) return 'text'
  if (element instanceof HTMLInputElement)
    return ['range', 'color'].includes(element.type) ? 'control' : 'text'
  return element instanceof HTMLButtonElement || element instanceof HTMLSelectElement ? 'control' : 'canvas'
}
