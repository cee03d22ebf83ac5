import type { LucideIcon } from 'lucide-react'
import { createContext, useContext, useSyncExternalStore } from 'react'

/** Something that the artist can do, as data: toolbar, keys and menus read the same list. */
export interface Command {
  readonly id: string
  readonly labelKey: string
  readonly icon?: LucideIcon
  /** Such as `Mod+Shift+Z`, `B`, `[`; `Mod` is Ctrl, or Command on a Mac. */
  readonly keys?: readonly string[]
  /** True: the keys work while a text field has the focus. */
  readonly inText?: boolean
  enabled?(): boolean
  /** For a command that is a switch. */
  pressed?(): boolean
  /** `press` is the key that asked for it, where one did; a command with several keys may tell them apart. */
  run(press?: { readonly key: string; readonly code: string }): void
  /** What its key does instead, going down and coming up again, `heldMs` later: a tool is borrowed while it is held. */
  readonly hold?: { press(): void; release(heldMs: number): void }
  /** True: the browser acts on its keys itself (pasting); they stand here to be shown. */
  readonly native?: boolean
}

/** All commands, and a way to hear that one's state may have changed. */
export interface CommandList {
  /** As the features made them, with the keys that they come with. */
  readonly own: readonly Command[]
  /** With the keys that the artist chose. */
  readonly commands: readonly Command[]
  subscribe(listener: () => void): () => void
}

export const CommandContext = createContext<CommandList | null>(null)

export function useCommands(): CommandList {
  const list = useContext(CommandContext)
  if (!list) throw new Error('Commands are read outside of the shell.')
  return list
}

export function useCommand(id: string): { command: Command; enabled: boolean; pressed: boolean } {
  const list = useCommands()
  const find = () => list.commands.find((candidate) => candidate.id === id)
  const command = useSyncExternalStore(list.subscribe, find)
  if (!command) throw new Error(`There is no command "${id}".`)
  const enabled = useSyncExternalStore(list.subscribe, () => command.enabled?.() ?? true)
  const pressed = useSyncExternalStore(list.subscribe, () => command.pressed?.() ?? false)
  return { command, enabled, pressed }
}

/** The first key of a command as it is written on this system. */
export function keyLabel(command: Command, platform: string): string {
  return writtenKey(command.keys?.[0] ?? '', platform)
}

/** `Mod+Shift+Z` as it is written on this system, `Ctrl+Shift+Z` or `⌘⇧Z`. */
export function writtenKey(keys: string, platform: string): string {
  const written = keys.replace(/Arrow(Left|Right|Up|Down)/, (_all, side: keyof typeof arrows) => arrows[side])
  if (platform !== 'darwin') return written.replace('Mod', 'Ctrl')
  return written
    .replace('Mod', '⌘')
    .replace('Shift', '⇧')
    .replace('Alt', '⌥')
    .replaceAll(/\+(?=.)/g, '')
}

const arrows = { Left: '←', Right: '→', Up: '↑', Down: '↓' } as const
