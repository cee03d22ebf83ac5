import type { Command } from './command.ts'

/** Where a command stands in menus, palette and manual; its id begins with one of `of`. */
export interface CommandSection {
  readonly id: string
  readonly labelKey: string
  readonly of: readonly string[]
}

export const commandSections: readonly CommandSection[] = [
  { id: 'file', labelKey: 'menu.file', of: ['document', 'picture', 'export', 'app'] },
  { id: 'edit', labelKey: 'menu.edit', of: ['edit', 'clipboard', 'transform', 'colour', 'gesture'] },
  { id: 'page', labelKey: 'menu.page', of: ['page', 'box'] },
  { id: 'layer', labelKey: 'menu.layer', of: ['layer', 'adjustment', 'mask', 'nudge'] },
  { id: 'select', labelKey: 'menu.select', of: ['selection'] },
  {
    id: 'generate',
    labelKey: 'menu.generate',
    of: ['generate', 'prompt', 'region', 'live', 'seen', 'staging', 'history', 'queue', 'grid'],
  },
  { id: 'tool', labelKey: 'menu.tool', of: ['tool', 'tip', 'brush'] },
  { id: 'view', labelKey: 'menu.view', of: ['view', 'room', 'panel'] },
  { id: 'help', labelKey: 'menu.help', of: ['help', 'settings'] },
]

/** The first part of a command's id, `layer` of `layer.new`. */
export function prefixOf({ id }: Command): string {
  return id.split('.')[0] ?? ''
}

export function sectionOf(command: Command): CommandSection | undefined {
  return commandSections.find(({ of }) => of.includes(prefixOf(command)))
}

/** The commands of a section, those of one kind together. */
export function commandGroups(section: CommandSection, commands: readonly Command[]): Command[][] {
  return section.of
    .map((prefix) => commands.filter((command) => prefixOf(command) === prefix))
    .filter((group) => group.length > 0)
}
