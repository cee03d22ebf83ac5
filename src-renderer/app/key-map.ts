import type { KeySettings, Settings } from '#shared/entities/settings.ts'
import type { Command } from '#ui/commands/command.ts'
import krita from '#assets/keys/krita.json'
import photoshop from '#assets/keys/photoshop.json'

/** What a preset changes against Verso's own keys, by command. */
export const keyPresets: Readonly<
  Record<KeySettings['preset'], Readonly<Record<string, readonly string[]>>>
> = { verso: {}, photoshop, krita }

/** The commands with the keys that the settings give them: the artist's, else the preset's, else their own. */
export function withKeys(commands: readonly Command[], { preset, changed }: Settings['keys']): Command[] {
  return commands.map((command) => {
    const keys = changed[command.id] ?? keyPresets[preset][command.id]
    return keys ? { ...command, keys } : command
  })
}
