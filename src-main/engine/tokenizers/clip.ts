import { VersoError } from '#shared/errors.ts'
import type { AddedWord } from '../networks/network.ts'
import { byteLetters } from './byte-letters.ts'
import { splitWords, type WordedPart } from './added-words.ts'
import { makeTokenizer, lowerCaseEach, type Token, type Tokenizer } from './tokenizer.ts'

const startToken = '<|startoftext|>'
const endToken = '<|endoftext|>'

/**
 * CLIP's byte-pair tokenizer as transformers' `CLIPTokenizer`: composed (NFC), white space collapsed, lower-cased,
 * split into words, and each word's bytes merged in the order of `merges` (merges.txt; `vocabulary` is vocab.json).
 */
export function createClipTokenizer(source: {
  vocabulary: string
  merges: string
  maxLength: number
  padToken: string
  words?: readonly AddedWord[]
}): Tokenizer {
  // A padding token of its own is special too: where it is "!", as in Stable Diffusion 2, so is each one in a prompt.
  const specials = [...new Set([startToken, endToken, source.padToken])]
  const ids = readVocabulary(source.vocabulary)
  const ranks = readMerges(source.merges)
  const idOf = (token: string): number => ids.get(token) ?? missing(token)
  const frame = {
    ...{ start: idOf(startToken), end: idOf(endToken), pad: idOf(source.padToken) },
    maxLength: source.maxLength,
  }
  const split = (text: string): WordedPart[] => splitWords(text, specials, source.words ?? [])
  function* tokensOf(text: string): Generator<Token> {
    let offset = 0
    for (const part of split(text)) {
      const normal = part.special ? part.text : normalise(part.text)
      const end = offset + normal.length
      if (part.ids !== undefined) for (const id of part.ids) yield { id, start: offset, end }
      else if (part.special) yield { id: idOf(part.text), start: offset }
      else yield* wordTokens(normal, offset, ids, ranks)
      offset = end
    }
  }
  return makeTokenizer(frame, tokensOf, (text) => normaliseAround(split(text)))
}

function missing(token: string): never {
  throw new VersoError('model-damaged', `The model's vocab.json has no ${token}. Get the model again.`, {
    subject: 'vocab.json',
  })
}

function readVocabulary(json: string): ReadonlyMap<string, number> {
  try {
    return new Map(Object.entries(JSON.parse(json) as Record<string, number>))
  } catch (cause) {
    const message = "The model's vocab.json is not valid JSON. Get the model again."
    throw new VersoError('model-damaged', message, { subject: 'vocab.json', cause })
  }
}

function readMerges(text: string): ReadonlyMap<string, number> {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#version'))
  return new Map(lines.map((line, rank) => [line, rank]))
}

function normalise(text: string): string {
  return lowerCaseEach(text.normalize('NFC').replace(/\p{White_Space}+/gu, ' '))
}

function normaliseAround(parts: readonly WordedPart[]): string {
  return parts.map((part) => (part.special ? part.text : normalise(part.text))).join('')
}

const word = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu

function* wordTokens(
  text: string,
  offset: number,
  ids: ReadonlyMap<string, number>,
  ranks: ReadonlyMap<string, number>,
): Generator<Token> {
  for (const match of text.matchAll(word)) {
    let bytes = 0
    for (const piece of mergeBytes(match[0], ranks)) {
      const letters = piece.endsWith('</w>') ? piece.length - 4 : piece.length
      const start = offset + match.index + charactersIn(match[0], bytes)
      yield { id: ids.get(piece) ?? ids.get(endToken)!, start }
      bytes += letters
    }
  }
}

/** How many UTF-16 units of `text` the first `bytes` bytes of its UTF-8 fill. */
function charactersIn(text: string, bytes: number): number {
  let [units, used] = [0, 0]
  for (const character of text) {
    if (used >= bytes) break
    used += Buffer.byteLength(character)
    units += character.length
  }
  return units
}

/** A word's bytes as letters, the last marked `</w>`, joined pair by pair: always the pair of lowest rank. */
function mergeBytes(text: string, ranks: ReadonlyMap<string, number>): string[] {
  let symbols = Array.from(Buffer.from(text, 'utf8'), (byte) => byteLetters[byte]!)
  symbols[symbols.length - 1] += '</w>'
  for (;;) {
    const best = lowestPair(symbols, ranks)
    if (best === null) return symbols
    symbols = mergePair(symbols, best)
  }
}

function lowestPair(symbols: readonly string[], ranks: ReadonlyMap<string, number>): string | null {
  let best: string | null = null
  let lowest = Infinity
  for (let i = 0; i + 1 < symbols.length; i++) {
    const pair = `${symbols[i]} ${symbols[i + 1]}`
    const rank = ranks.get(pair) ?? Infinity
    if (rank < lowest) [best, lowest] = [pair, rank]
  }
  return best
}

function mergePair(symbols: readonly string[], pair: string): string[] {
  const merged: string[] = []
  for (let i = 0; i < symbols.length; i++) {
    if (`${symbols[i]} ${symbols[i + 1]}` === pair) merged.push(symbols[i]! + symbols[++i]!)
    else merged.push(symbols[i]!)
  }
  return merged
}
