import type { Token, Tokenizer } from '../tokenizers/tokenizer.ts'

/** A token of a piece of text, and the one after it in that piece; null: it is the last. */
export interface PlacedToken {
  readonly text: string
  readonly token: Token
  next: Token | null
}

/**
 * The piece of text that each token stands for, without the white space around it. A character that takes several
 * tokens stands for each of them.
 */
export function wordsOf(tokenizer: Tokenizer, tokens: readonly PlacedToken[]): string[] {
  let last = ''
  return tokens.map(({ text, token, next }) => {
    const start = tokenizer.placeOf(text, token)
    const end = token.end ?? next?.start
    const to = end === undefined ? text.length : tokenizer.placeOf(text, { ...token, start: end })
    const word = text.slice(start, to).trim()
    last = word === '' ? last : word
    return last
  })
}
