import { describe, expect, it } from 'vitest'
import { withKeys } from '#app/key-map.ts'
import { changeKeys, resetKeys, setKeys } from '#features/keys/change-keys.ts'
import { conflictsOf } from '#features/keys/conflicts.ts'
import { find } from '#features/palette/find.ts'
import { KeySettings } from '#shared/entities/settings.ts'
import type { Command } from '#ui/commands/command.ts'
import { type KeyPress, keysOf, matches } from '#ui/commands/key-press.ts'

function command(id: string, keys: string[], more: Partial<Command> = {}): Command {
  return { id, labelKey: id, keys, run: () => undefined, ...more }
}

const crop = command('tool.crop', ['Shift+C'])
const box = command('tool.box', ['C'])
const keysIn = (commands: readonly Command[]) => commands.map(({ keys }) => keys)

describe('keys', () => {
  it('are the command’s own, the preset’s, or the artist’s', () => {
    const own = KeySettings.parse({})
    const photoshop = KeySettings.parse({ preset: 'photoshop' })
    expect(keysIn(withKeys([crop, box], own))).toEqual([['Shift+C'], ['C']])
    expect(keysIn(withKeys([crop, box], photoshop))).toEqual([['C'], ['Shift+C']])
    const changed = setKeys('tool.crop', ['K'])(photoshop)
    expect(keysIn(withKeys([crop, box], changed))).toEqual([['K'], ['Shift+C']])
    expect(resetKeys('tool.crop')(changed)).toEqual(photoshop)
  })

  it('may be taken away', () => {
    const none = setKeys('tool.crop', [])(KeySettings.parse({}))
    expect(keysIn(withKeys([crop], none))).toEqual([[]])
  })

  it('conflict where two commands that can always run share one', () => {
    const third = command('layer.cut', ['c'])
    expect([...conflictsOf([crop, box, third]).keys()]).toEqual(['tool.box', 'layer.cut'])
    const sometimes = { enabled: () => false }
    const shared = [command('a', ['Enter'], sometimes), command('b', ['Enter'], sometimes)]
    expect(conflictsOf(shared).size).toBe(0)
  })

  it('are caught as the press that they mean', () => {
    const none = { key: '', code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
    const presses: KeyPress[] = [
      { ...none, key: 'Z', ctrlKey: true, shiftKey: true },
      { ...none, key: 'b' },
      { ...none, key: '+', shiftKey: true },
      { ...none, key: 'F5', altKey: true },
      { ...none, key: 'ArrowUp', shiftKey: true },
    ]
    for (const press of presses) expect(matches(keysOf(press, 'linux') ?? '', press, 'linux')).toBe(true)
    expect(presses.map((press) => keysOf(press, 'linux'))).toEqual([
      'Mod+Shift+Z',
      'B',
      '+',
      'Alt+F5',
      'Shift+ArrowUp',
    ])
    expect(keysOf({ ...none, key: 'Shift', shiftKey: true }, 'linux')).toBeNull()
  })

  it('are kept by the main process, and say so when they can not be', async () => {
    const shown: unknown[] = []
    const settings = { keys: KeySettings.parse({}) }
    const parts = {
      client: {
        settings: { get: () => settings },
        api: () => Promise.resolve({ ok: false, error: { code: 'disk-full', message: 'full' } }),
      },
      notices: { show: (notice: unknown) => shown.push(notice) },
    } as unknown as Parameters<typeof changeKeys>[0]
    await changeKeys(parts, setKeys('a', ['B']))
    expect(shown).toHaveLength(1)
  })
})

describe('the palette', () => {
  const entries = [
    { command: command('layer.up', [], { enabled: () => false }), label: 'Move layer up', section: 'Layer' },
    { command: command('layer.new', []), label: 'New layer', section: 'Layer' },
    { command: command('tool.brush', []), label: 'Brush', section: 'Tools' },
  ]
  const ids = (query: string, recent: string[] = []) =>
    find(query, entries, recent).map(({ command: { id } }) => id)

  it('finds by letters of the name, what can run now first', () => {
    expect(ids('layer')).toEqual(['layer.new', 'layer.up'])
    expect(ids('brsh')).toEqual(['tool.brush'])
    expect(ids('zzz')).toEqual([])
  })

  it('begins with what was used last', () => {
    expect(ids('', ['tool.brush'])).toEqual(['tool.brush', 'layer.new', 'layer.up'])
  })
})
