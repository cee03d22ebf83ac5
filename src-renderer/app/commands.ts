import type { Feature, FeatureParts } from '#features/feature.ts'
import { type Tip, tipOf } from '#editor/session.ts'
import type { Command, CommandList } from '#ui/commands/command.ts'
import { withKeys } from './key-map.ts'

/** Every command of the window: the features', one for each tool, and the tips' size; with the artist's keys. */
export function collectCommands(features: readonly Feature[], parts: FeatureParts): CommandList {
  const { editor, client } = parts
  const own = [
    ...toolCommands(parts),
    ...tipCommands(parts),
    ...features.flatMap((feature) => feature.commands?.(parts) ?? []),
  ]
  const watched = [editor.history, editor.session, client.jobs, client.settings]
  const mapped = { keys: client.settings.get().keys, commands: withKeys(own, client.settings.get().keys) }
  return {
    own,
    get commands() {
      const { keys } = client.settings.get()
      if (keys !== mapped.keys) Object.assign(mapped, { keys, commands: withKeys(own, keys) })
      return mapped.commands
    },
    subscribe(listener) {
      const stops = watched.map((store) => store.subscribe(listener))
      return () => stops.forEach((stop) => stop())
    },
  }
}

function toolCommands({ editor, tools }: FeatureParts): Command[] {
  return tools.tools.map(({ id, labelKey, icon, key, temporary = false }) => ({
    id: `tool.${id}`,
    labelKey,
    icon,
    keys: [key],
    pressed: () => editor.session.get().toolId === id,
    run: () => tools.choose(id),
    ...(temporary
      ? {}
      : { hold: { press: () => tools.press(id), release: (heldMs) => tools.release(id, heldMs) } }),
  }))
}

function tipCommands({ editor }: FeatureParts): Command[] {
  const resize = (change: (tip: Tip) => number) =>
    editor.session.set((session) => {
      const tip = tipOf(session, session.toolId)
      const size = Math.min(Math.max(Math.round(change(tip)), 1), 500)
      return { ...session, tips: { ...session.tips, [session.toolId]: { ...tip, size } } }
    })
  return [
    {
      id: 'tip.smaller',
      labelKey: 'command.tip-smaller',
      keys: ['[', ','],
      run: () => resize(({ size }) => Math.min(size - 1, size * 0.85)),
    },
    {
      id: 'tip.larger',
      labelKey: 'command.tip-larger',
      keys: [']', '.'],
      run: () => resize(({ size }) => Math.max(size + 1, size * 1.18)),
    },
  ]
}
