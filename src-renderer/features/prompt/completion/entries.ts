import type { AdditionFiles } from '#shared/entities/addition-files.ts'
import type { TypedQuery } from '#shared/prompts/typed-query.ts'

/** Something that a prompt may name. */
export interface CompletionEntry {
  readonly kind: 'lora' | 'embedding' | 'wildcard'
  readonly name: string
  /** An embedding's file: its word means something only when the file is among the request's. */
  readonly file: string | null
}

const mostShown = 8

export function allEntries(additions: AdditionFiles, wildcards: readonly string[]): CompletionEntry[] {
  return [
    ...additions.loras.map(({ name }) => ({ kind: 'lora' as const, name, file: null })),
    ...additions.embeddings.map(({ name, file }) => ({ kind: 'embedding' as const, name, file })),
    ...wildcards.map((name) => ({ kind: 'wildcard' as const, name, file: null })),
  ]
}

/** Entries that fit what is typed: those that begin with it, then those that hold it. */
export function fitting(entries: readonly CompletionEntry[], { kind, query }: TypedQuery): CompletionEntry[] {
  const wanted = kind === 'word' ? 'embedding' : kind
  const asked = query.toLowerCase()
  const names = entries.filter((entry) => entry.kind === wanted)
  const begin = names.filter(({ name }) => name.toLowerCase().startsWith(asked))
  const hold = names.filter((entry) => !begin.includes(entry) && entry.name.toLowerCase().includes(asked))
  const found = [...begin, ...hold].slice(0, mostShown)
  // A word that is complete needs no list that lies in the way.
  return found.length === 1 && kind === 'word' && found[0]?.name.toLowerCase() === asked ? [] : found
}

/** What stands in the prompt once an entry is taken. */
export function textOf({ kind, name }: CompletionEntry): string {
  switch (kind) {
    case 'lora':
      return `<lora:${name}:1>`
    case 'wildcard':
      return `__${name}__`
    case 'embedding':
      return name
  }
}
