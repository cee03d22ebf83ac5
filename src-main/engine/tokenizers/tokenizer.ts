import type { SentPrompt } from '#shared/entities/generation-record.ts'

/** One prompt as the text encoder takes it. */
export interface TokenisedPrompt {
  /** Start token, tokens of the text, end token, padding: `maxLength` in all. */
  readonly ids: Int32Array
  /** 1 for start, text and end, 0 for padding. */
  readonly attentionMask: Int32Array
  /** What fitted and what was cut; its count leaves start and end out. */
  readonly sent: SentPrompt
}

export interface Tokenizer {
  encode(text: string): TokenisedPrompt
  /** The tokens of a text alone, one by one as they are asked for. */
  tokensOf(text: string): Iterable<Token>
  /** Where in `text` itself a token of it begins. */
  placeOf(text: string, token: Token): number
  readonly frame: Frame
}

/** A token and where in the normalised text it starts; where several stand for one word, also where that ends. */
export interface Token {
  readonly id: number
  readonly start: number
  readonly end?: number
}

/** The tokens around and after a text. */
export interface Frame {
  readonly start: number
  readonly end: number
  readonly pad: number
  readonly maxLength: number
}

/** A tokenizer from what differs between kinds; `normalise` is what is done to a text before it is split. */
export function makeTokenizer(
  frame: Frame,
  tokensOf: (text: string) => Iterable<Token>,
  normalise: (text: string) => string,
): Tokenizer {
  return {
    encode: (text) => frameTokens(text, tokensOf(text), frame, normalise),
    tokensOf,
    placeOf: (text, token) => originalOffset(text, token.start, normalise),
    frame,
  }
}

/**
 * Fits the tokens of `text` between start and end and pads them. What does not fit is cut, and named in the words of
 * the original text; `normalise` is what was done to the text before it was split.
 */
function frameTokens(
  text: string,
  tokens: Iterable<Token>,
  frame: Frame,
  normalise: (text: string) => string,
): TokenisedPrompt {
  const room = frame.maxLength - 2
  const [kept, firstCut] = take(tokens, room)
  const ids = new Int32Array(frame.maxLength).fill(frame.pad)
  ids.set([frame.start, ...kept.map((token) => token.id), frame.end])
  const attentionMask = new Int32Array(frame.maxLength).fill(1, 0, kept.length + 2)
  const end = firstCut === undefined ? text.length : originalOffset(text, firstCut.start, normalise)
  return { ids, attentionMask, sent: { text: text.slice(0, end), tokens: kept.length, cut: text.slice(end) } }
}

/** The first tokens that there is room for, and the one after them; no more are asked for. */
function take(tokens: Iterable<Token>, room: number): [Token[], Token | undefined] {
  const kept: Token[] = []
  for (const token of tokens) {
    if (kept.length === room) return [kept, token]
    kept.push(token)
  }
  return [kept, undefined]
}

/** Where the normalised text's `offset` lies in the text itself: the longest beginning that normalises to no more. */
function originalOffset(text: string, offset: number, normalise: (text: string) => string): number {
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (normalise(text.slice(0, middle)).length <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** Lower case of each character by itself, as Rust's `char::to_lowercase`; JavaScript's looks at neighbours of Σ. */
export function lowerCaseEach(text: string): string {
  return Array.from(text, (character) => character.toLowerCase()).join('')
}

export interface Part {
  readonly text: string
  readonly start: number
  readonly special: boolean
}

/** Splits off special tokens that are written out in a text, since the reference tokenizers take them as such. */
export function splitSpecials(text: string, specials: readonly string[]): Part[] {
  const parts: Part[] = []
  let start = 0
  while (start < text.length) {
    const found = firstOf(text, start, specials)
    if (found.at > start) parts.push({ text: text.slice(start, found.at), start, special: false })
    if (found.special !== '') parts.push({ text: found.special, start: found.at, special: true })
    start = found.at + found.special.length
  }
  return parts
}

function firstOf(text: string, from: number, specials: readonly string[]): { at: number; special: string } {
  let best = { at: text.length, special: '' }
  for (const special of specials) {
    const at = text.indexOf(special, from)
    if (at !== -1 && at < best.at) best = { at, special }
  }
  return best
}
