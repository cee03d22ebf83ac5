import { VersoError } from '#shared/errors.ts'
import { makeTokenizer, lowerCaseEach, splitSpecials, type Token, type Tokenizer } from './tokenizer.ts'

const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] as const
/** Longer words are unknown as a whole. */
const longestWord = 100

/**
 * BERT's WordPiece tokenizer as transformers' `BertTokenizer`: text cleaned, CJK spaced out, accents stripped and
 * lower-cased (where the model is uncased), split at spaces and punctuation, then greedily into the longest pieces.
 * `vocabulary` is vocab.txt: one token a line, its id the line's number from 0.
 */
export function createBertTokenizer(source: {
  vocabulary: string
  lowerCase: boolean
  maxLength: number
}): Tokenizer {
  const ids = new Map(source.vocabulary.split(/\r?\n/).map((token, id) => [token, id]))
  ids.delete('')
  const idOf = (token: string): number => ids.get(token) ?? missing(token)
  const frame = {
    ...{ start: idOf('[CLS]'), end: idOf('[SEP]'), pad: idOf('[PAD]') },
    maxLength: source.maxLength,
  }
  const unknown = idOf('[UNK]')
  const normalise = (text: string): string => normaliseText(text, source.lowerCase)
  function* tokensOf(text: string): Generator<Token> {
    let offset = 0
    for (const part of splitSpecials(text, specials)) {
      const normal = part.special ? part.text : normalise(part.text)
      if (part.special) yield { id: idOf(part.text), start: offset }
      else yield* wordTokens(normal, offset, ids, unknown)
      offset += normal.length
    }
  }
  return makeTokenizer(frame, tokensOf, (text) => normaliseAround(text, normalise))
}

function missing(token: string): never {
  throw new VersoError('model-damaged', `The model's vocab.txt has no ${token}. Get the model again.`, {
    subject: 'vocab.txt',
  })
}

function normaliseAround(text: string, normalise: (text: string) => string): string {
  const parts = splitSpecials(text, specials)
  return parts.map((part) => (part.special ? part.text : normalise(part.text))).join('')
}

/** Control characters out, white space to spaces, spaces around CJK, then accents and case. */
function normaliseText(text: string, lowerCase: boolean): string {
  const clean = text
    .replace(/[\t\n\r]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\ufffd]/gu, '')
    .replace(/\p{White_Space}/gu, ' ')
    .replace(cjk, ' $& ')
  return lowerCase ? lowerCaseEach(clean.normalize('NFD').replace(/\p{Mn}/gu, '')) : clean
}

/** The blocks of Chinese characters that BERT sets apart. */
const cjk =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu

/** Words are runs between spaces; each punctuation mark is its own. */
const word = /[\p{P}$+<=>^`|~]|[^\s\p{P}$+<=>^`|~]+/gu

function* wordTokens(
  text: string,
  offset: number,
  ids: ReadonlyMap<string, number>,
  unknown: number,
): Generator<Token> {
  for (const match of text.matchAll(word)) {
    const start = offset + match.index
    const pieces = splitWord(match[0], ids)
    if (pieces === null) yield { id: unknown, start }
    else for (const piece of pieces) yield { id: piece.id, start: start + piece.start }
  }
}

/** The longest known pieces from the left, those within a word marked by ##; null when some part is unknown. */
function splitWord(text: string, ids: ReadonlyMap<string, number>): Token[] | null {
  const letters = Array.from(text)
  if (letters.length > longestWord) return null
  const pieces: Token[] = []
  for (let start = 0; start < letters.length;) {
    let end = letters.length
    let id: number | undefined
    for (; end > start; end--) {
      id = ids.get((start > 0 ? '##' : '') + letters.slice(start, end).join(''))
      if (id !== undefined) break
    }
    if (id === undefined) return null
    pieces.push({ id, start: letters.slice(0, start).join('').length })
    start = end
  }
  return pieces
}
