import type { SqlValue } from '../handles.ts'
import type { SearchTerm } from './parse-query.ts'

/** A piece of SQL over `assets a LEFT JOIN generations g`, and the values of its question marks. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

type FieldKind = 'number' | 'choice' | 'part'

const columns: Readonly<Record<string, { readonly column: string; readonly kind: FieldKind }>> = {
  seed: { column: 'g.seed', kind: 'number' },
  steps: { column: 'g.steps', kind: 'number' },
  guidance: { column: 'g.guidance', kind: 'number' },
  strength: { column: 'g.strength', kind: 'number' },
  width: { column: 'a.width', kind: 'number' },
  height: { column: 'a.height', kind: 'number' },
  sampler: { column: 'g.sampler', kind: 'choice' },
  schedule: { column: 'g.schedule', kind: 'choice' },
  noise: { column: 'g.noise', kind: 'choice' },
  device: { column: 'g.device', kind: 'choice' },
  task: { column: 'g.task', kind: 'choice' },
  origin: { column: 'a.origin', kind: 'choice' },
  model: { column: 'g.model', kind: 'part' },
  negative: { column: 'g.negative_prompt', kind: 'part' },
  hash: { column: 'a.sha256', kind: 'part' },
}

export const searchFields: ReadonlySet<string> = new Set([...Object.keys(columns), 'in'])

/** Scripts without spaces between words, which full-text search can't cut into words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

export function conditionOf(term: SearchTerm): Condition {
  const condition = term.kind === 'words' ? wordsCondition(term.text, term.phrase) : fieldCondition(term)
  if (!term.negated) return condition
  return { sql: `NOT coalesce(${condition.sql}, 0)`, values: condition.values }
}

function wordsCondition(text: string, phrase: boolean): Condition {
  if (unspaced.test(text)) return { sql: 'instr(lower(g.prompt), lower(?)) > 0', values: [text] }
  const match = `prompt : "${text.replaceAll('"', '""')}"${phrase ? '' : ' *'}`
  return {
    sql: 'g.number IN (SELECT rowid FROM prompt_search WHERE prompt_search MATCH ?)',
    values: [match],
  }
}

const nothing: Condition = { sql: '0', values: [] }

function fieldCondition(term: SearchTerm & { kind: 'field' }): Condition {
  if (term.field === 'in') return nothing
  const field = columns[term.field]
  if (field === undefined) return nothing
  switch (field.kind) {
    case 'number': {
      const value = Number(term.value)
      if (!Number.isFinite(value)) return nothing
      return { sql: `${field.column} ${term.operator} ?`, values: [value] }
    }
    case 'choice':
      return { sql: `${field.column} = ?`, values: [term.value.toLowerCase()] }
    case 'part':
      return { sql: `instr(lower(${field.column}), lower(?)) > 0`, values: [term.value] }
  }
}
