import type { Command } from '#ui/commands/command.ts'
import type { Editor } from './editor.ts'

/** The commands as they are where the canvas can be seen; in the gallery room their keys change nothing unseen. */
export function onCanvas(editor: Editor, commands: readonly Command[]): Command[] {
  return commands.map((command) => ({
    ...command,
    enabled: () => editor.session.get().room === 'canvas' && (command.enabled?.() ?? true),
  }))
}
