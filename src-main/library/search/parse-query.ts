/** One condition of a search; `negated` ones exclude. */
export type SearchTerm =
  | { readonly kind: 'words'; readonly text: string; readonly phrase: boolean; readonly negated: boolean }
  | {
      readonly kind: 'field'
      readonly field: string
      readonly operator: Operator
      readonly value: string
      readonly negated: boolean
    }

export type Operator = '=' | '>=' | '<=' | '>' | '<'

const token = /(-?)(?:(\w+):(>=|<=|>|<|=)?)?(?:"([^"]*)"?|(\S+))/g

/**
 * `seed:42 sampler:euler steps:>=20 "red apple" -draft` as terms, which all must hold. A field that is not in
 * `fields` is taken as words, so that a prompt with a colon is found too; no text is an error.
 */
export function parseQuery(text: string, fields: ReadonlySet<string>): SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const [whole, minus, name, operator, quoted, bare] of text.matchAll(token)) {
    const value = quoted ?? bare ?? ''
    const negated = minus === '-'
    const field = name?.toLowerCase()
    if (field !== undefined && fields.has(field)) {
      if (value !== '') terms.push({ kind: 'field', field, operator: asOperator(operator), value, negated })
      continue
    }
    const words = field === undefined ? value : whole.slice(negated ? 1 : 0)
    if (/[\p{L}\p{N}]/u.test(words)) {
      terms.push({ kind: 'words', text: words, phrase: quoted !== undefined, negated })
    }
  }
  return terms
}

function asOperator(text: string | undefined): Operator {
  return text === '>=' || text === '<=' || text === '>' || text === '<' ? text : '='
}
