import fuzzysort from 'fuzzysort'
import type { Command } from '#ui/commands/command.ts'

/** A command as it is looked for: in the artist's language, and by its id. */
export interface Findable {
  readonly command: Command
  readonly label: string
  readonly section: string
}

const most = 60

/** What fits the letters best, first, and what can run now before what can't; used last first while there are none. */
export function find(query: string, all: readonly Findable[], recent: readonly string[]): Findable[] {
  const letters = query.trim()
  const found =
    letters === ''
      ? all.toSorted((a, b) => age(a, recent) - age(b, recent))
      : fuzzysort.go(letters, all, { keys, threshold: 0.2 }).map(({ obj }) => obj)
  return [...found.filter(canRun), ...found.filter((entry) => !canRun(entry))].slice(0, most)
}

const keys = ['label', 'section', ({ command }: Findable) => command.id] as const

function canRun({ command }: Findable): boolean {
  return command.enabled?.() ?? true
}

function age({ command }: Findable, recent: readonly string[]): number {
  const at = recent.indexOf(command.id)
  return at < 0 ? recent.length : at
}
