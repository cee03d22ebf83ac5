import type { Command, CommandList } from '#ui/command.ts'

/** What of a key press decides. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

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

/** `Mod+Shift+Z`: letters by what they print, so that they follow the keyboard's layout; brackets also by place. */
function matches(keys: string, press: KeyPress, platform: string): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '')
  const wants = (name: string) => parts.slice(0, -1).includes(name)
  const mod = platform === 'darwin' ? press.metaKey : press.ctrlKey
  const other = platform === 'darwin' ? press.ctrlKey : press.metaKey
  if (other || wants('Mod') !== mod || wants('Alt') !== press.altKey) return false
  const letter = /^[A-Za-z]$/.test(key) || key.length > 1
  if (letter && wants('Shift') !== press.shiftKey) return false
  return press.key.toLowerCase() === key.toLowerCase() || placeOf[key] === press.code
}

const placeOf: Readonly<Record<string, string>> = { '[': 'BracketLeft', ']': 'BracketRight' }

/** Listens to the window's keys. Returns a function that ends it. */
export function startShortcuts(list: CommandList, platform: string): () => void {
  const abort = new AbortController()
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    const command = commandFor(list, event, focusKind(document.activeElement), platform)
    if (!command) return
    // Also when it can't run now: the browser's own undo would reach into a text field that was left long ago.
    event.preventDefault()
    if (command.enabled?.() ?? true) command.run()
  }
  window.addEventListener('keydown', listen, { signal: abort.signal })
  return () => abort.abort()
}

function focusKind(element: Element | null): FocusKind {
  if (element instanceof HTMLTextAreaElement) return 'text'
  if (element instanceof HTMLInputElement)
    return ['range', 'color'].includes(element.type) ? 'control' : 'text'
  return element instanceof HTMLButtonElement || element instanceof HTMLSelectElement ? 'control' : 'canvas'
}
