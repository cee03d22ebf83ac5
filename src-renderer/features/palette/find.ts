import fuzzysort from 'fuzzysort'
import type { Command } from '#ui/command.ts'

/** A command as it is looked for: in the artist's language, and by its id. */
export interface Findable {
  readonly command: Command
  readonly label: string
  readonly section: string
}

const most = 60

/** What fits the letters best, first; everything while there are none, what was used last before the rest. */
export function find(query: string, all: readonly Findable[], recent: readonly string[]): Findable[] {
  const letters = query.trim()
  if (letters === '') return all.toSorted((a, b) => age(a, recent) - age(b, recent)).slice(0, most)
  const keys = ['label', 'section', ({ command }: Findable) => command.id] as const
  return fuzzysort.go(letters, all, { keys, limit: most, threshold: 0.2 }).map(({ obj }) => obj)
}

function age({ command }: Findable, recent: readonly string[]): number {
  const at = recent.indexOf(command.id)
  return at < 0 ? recent.length : at
}
