import type { Command } from '#ui/commands/command.ts'

/**
 * Which commands have one key: by command, those that share one with it. Commands that can't always run may share:
 * Enter accepts a candidate or closes a polygon, whichever is at hand.
 */
export function conflictsOf(commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const conflicts = new Map<string, Command[]>()
  for (const command of commands) {
    const others = commands.filter((other) => other !== command && collide(command, other))
    if (others.length > 0) conflicts.set(command.id, others)
  }
  return conflicts
}

function collide(a: Command, b: Command): boolean {
  if (a.enabled && b.enabled) return false
  return a.keys?.some((keys) => b.keys?.some((other) => same(keys, other))) ?? false
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
