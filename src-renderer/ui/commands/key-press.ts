/** What of a key press decides. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** `Mod+Shift+Z`: letters by what they print, so that they follow the keyboard's layout; brackets also by place. */
export function matches(keys: string, press: KeyPress, platform: string): boolean {
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

/** A key press as `matches` reads it, such as `Mod+Shift+Z`; null for what can be no key of a command: a modifier alone, or Space, which pans. */
export function keysOf(press: KeyPress, platform: string): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', ' '].includes(press.key)) return null
  const letter = /^\p{L}$/u.test(press.key)
  const key = letter ? press.key.toUpperCase() : press.key
  const mod = platform === 'darwin' ? press.metaKey : press.ctrlKey
  // What Shift prints says already that it was held, but for letters and named keys.
  const shift = press.shiftKey && (letter || key.length > 1)
  return [mod && 'Mod', press.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+')
}
