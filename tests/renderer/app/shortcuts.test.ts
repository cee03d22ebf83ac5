import { describe, expect, it } from 'vitest'
import { type FocusKind, commandFor } from '#app/shortcuts.ts'
import type { Command, CommandList } from '#ui/commands/command.ts'
import type { KeyPress } from '#ui/commands/key-press.ts'

function command(id: string, keys: string[], more: Partial<Command> = {}): Command {
  return { id, labelKey: id, keys, run: () => undefined, ...more }
}

const commands = [
  command('undo', ['Mod+Z']),
  command('redo', ['Mod+Shift+Z', 'Mod+Y']),
  command('brush', ['B']),
  command('smaller', ['[', ',']),
  command('run', ['Mod+Enter'], { inText: true }),
  command('accept', ['Enter']),
  command('zoom', ['=', '+']),
]
const list: CommandList = { own: commands, commands, subscribe: () => () => undefined }

function found(
  press: Partial<KeyPress>,
  focus: FocusKind = 'canvas',
  platform = 'linux',
): string | undefined {
  const none = { key: '', code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
  return commandFor(list, { ...none, ...press }, focus, platform)?.id
}

describe('keys', () => {
  it('tell undo from redo, on every system', () => {
    expect(found({ key: 'z', ctrlKey: true })).toBe('undo')
    expect(found({ key: 'Z', ctrlKey: true, shiftKey: true })).toBe('redo')
    expect(found({ key: 'z', metaKey: true }, 'canvas', 'darwin')).toBe('undo')
    expect(found({ key: 'z', ctrlKey: true }, 'canvas', 'darwin')).toBeUndefined()
  })

  it('leave letters to text fields, but not the run key', () => {
    expect(found({ key: 'b' })).toBe('brush')
    expect(found({ key: 'b' }, 'text')).toBeUndefined()
    expect(found({ key: 'z', ctrlKey: true }, 'text')).toBeUndefined()
    expect(found({ key: 'Enter', ctrlKey: true }, 'text')).toBe('run')
  })

  it('leave Enter to a focused button', () => {
    expect(found({ key: 'Enter' })).toBe('accept')
    expect(found({ key: 'Enter' }, 'control')).toBeUndefined()
  })

  it('find brackets by their place where the layout prints something else', () => {
    expect(found({ key: '[', code: 'BracketLeft' })).toBe('smaller')
    expect(found({ key: 'ü', code: 'BracketLeft' })).toBe('smaller')
    expect(found({ key: '+', shiftKey: true })).toBe('zoom')
  })
})
