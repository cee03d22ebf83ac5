import type { Command } from '#ui/commands/command.ts'
import { addingCommands } from './adding.ts'
import { arrangingCommands } from './arranging.ts'
import { convertingCommands } from './converting.ts'
import type { MergeParts } from './merge-away.ts'
import { mergingCommands } from './merging.ts'
import { switchingCommands } from './switching.ts'

export function layerCommands(parts: MergeParts): Command[] {
  const { editor } = parts
  return [
    ...addingCommands(editor),
    ...arrangingCommands(editor),
    ...switchingCommands(editor),
    ...mergingCommands(parts),
    ...convertingCommands(editor),
  ]
}
