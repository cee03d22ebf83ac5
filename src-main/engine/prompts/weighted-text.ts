/** A piece of a prompt and how strongly its tokens count. `BREAK` before a piece starts a new chunk with it. */
export interface WeightedText {
  readonly text: string
  readonly weight: number
  readonly startsChunk: boolean
  /** Where in the prompt each sign of the text stands. */
  readonly places: readonly number[]
}

/** What one round bracket multiplies by, and one square bracket divides by. */
const bracketFactor = 1.1
const closingWeight = /:\s*([+-]?\d*\.?\d+)\s*\)/y
/** Brackets within so many others are text: nobody means them, and each costs a level of the program's stack. */
const deepest = 50
const breakWord = /\s*\bBREAK\b\s*/

/**
 * Reads the attention syntax that artists know from AUTOMATIC1111: `(word)` counts 1.1 times, `((word))` 1.21 times,
 * `(word:1.3)` 1.3 times, `[word]` 1/1.1 times; a backslash takes a bracket as text; BREAK starts a new chunk. A
 * bracket that is never closed counts to the end; one that was never opened is text.
 */
export function readWeights(prompt: string): WeightedText[] {
  const reader = { prompt, at: 0, depth: 0 }
  return splitAtBreaks(joined(readGroup(reader, 1, '')))
}

interface Reader {
  readonly prompt: string
  at: number
  depth: number
}

type Piece = Omit<WeightedText, 'startsChunk' | 'places'> & { readonly places: number[] }

/** Pieces up to the bracket `closing`, or to the end; their weights hold all the brackets around them. */
function readGroup(reader: Reader, weight: number, closing: string): Piece[] {
  const { prompt } = reader
  const pieces: Piece[] = []
  while (reader.at < prompt.length) {
    const sign = prompt[reader.at]!
    const factor = closing === ')' ? weightAt(reader) : null
    if (factor !== null) return multiplied(pieces, factor / bracketFactor)
    reader.at += 1
    if (sign === closing) return pieces
    const opens = reader.depth < deepest && (sign === '(' || sign === '[')
    if (opens) pieces.push(...readInner(reader, weight, sign))
    else {
      const at = reader.at
      const text = sign === '\\' ? escaped(reader) : sign
      pieces.push({ text, weight, places: [reader.at > at ? at : at - 1] })
    }
  }
  return pieces
}

function readInner(reader: Reader, weight: number, bracket: '(' | '['): Piece[] {
  reader.depth += 1
  const pieces =
    bracket === '('
      ? readGroup(reader, weight * bracketFactor, ')')
      : readGroup(reader, weight / bracketFactor, ']')
  reader.depth -= 1
  return pieces
}

/** The number of `:number)` at this place, which is then behind the reader. */
function weightAt(reader: Reader): number | null {
  closingWeight.lastIndex = reader.at
  const found = closingWeight.exec(reader.prompt)
  if (found === null) return null
  reader.at = closingWeight.lastIndex
  return Number(found[1])
}

function escaped(reader: Reader): string {
  const next = reader.prompt[reader.at]
  if (next === undefined || !'()[]\\'.includes(next)) return '\\'
  reader.at += 1
  return next
}

function multiplied(pieces: readonly Piece[], factor: number): Piece[] {
  return pieces.map((piece) => ({ ...piece, weight: piece.weight * factor }))
}

/** Neighbours of one weight become one text. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = []
  for (const piece of pieces) {
    const last = whole.at(-1)
    if (last !== undefined && sameWeight(last.weight, piece.weight)) {
      last.places.push(...piece.places)
      whole[whole.length - 1] = { ...last, text: last.text + piece.text }
    } else whole.push({ ...piece, places: [...piece.places] })
  }
  return whole
}

function splitAtBreaks(pieces: readonly Piece[]): WeightedText[] {
  return pieces.flatMap(({ text, weight, places }) => {
    let from = 0
    return text.split(breakWord).map((part, index) => {
      if (index > 0) from = from + (breakWord.exec(text.slice(from))?.[0].length ?? 0)
      const own = places.slice(from, from + part.length)
      from += part.length
      return { text: part, weight, startsChunk: index > 0, places: own }
    })
  })
}

function sameWeight(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9
}
