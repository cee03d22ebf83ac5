import type { AddedWord } from '../networks/network.ts'
import { splitSpecials, type Part } from './tokenizer.ts'

/** A piece of text: as it is to be split further, a special token, or a word that an embedding added. */
export interface WordedPart extends Part {
  /** The numbers that stand for an added word. */
  readonly ids?: readonly number[]
}

/**
 * Splits a text at special tokens and at added words. Words are found whatever their case, and not within longer
 * words; of two that begin at the same place, the longer.
 */
export function splitWords(
  text: string,
  specials: readonly string[],
  words: readonly AddedWord[],
): WordedPart[] {
  if (words.length === 0) return splitSpecials(text, specials)
  const known = new Map(words.map(({ word, ids }) => [word.toLowerCase(), ids]))
  const longestFirst = words.map(({ word }) => word).sort((a, b) => b.length - a.length)
  const pattern = new RegExp(longestFirst.map(patternOf).join('|'), 'giu')
  const parts: WordedPart[] = []
  let from = 0
  const plain = (to: number): void => {
    for (const part of splitSpecials(text.slice(from, to), specials))
      parts.push({ ...part, start: part.start + from })
  }
  for (const match of text.matchAll(pattern)) {
    const ids = known.get(match[0].toLowerCase())
    if (ids === undefined) continue
    plain(match.index)
    parts.push({ text: match[0], start: match.index, special: true, ids })
    from = match.index + match[0].length
  }
  plain(text.length)
  return parts
}

const letter = String.raw`[\p{L}\p{N}_]`

function patternOf(word: string): string {
  const isLetter = new RegExp(letter, 'u')
  const before = isLetter.test([...word][0] ?? '') ? `(?<!${letter})` : ''
  const after = isLetter.test([...word].at(-1) ?? '') ? `(?!${letter})` : ''
  return before + word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`) + after
}
