import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/command.ts'
import { addingCommands } from './adding.ts'
import { arrangingCommands } from './arranging.ts'
import { convertingCommands } from './converting.ts'
import { mergingCommands } from './merging.ts'
import { switchingCommands } from './switching.ts'

export function layerCommands(editor: Editor): Command[] {
  return [
    ...addingCommands(editor),
    ...arrangingCommands(editor),
    ...switchingCommands(editor),
    ...mergingCommands(editor),
    ...convertingCommands(editor),
  ]
}
