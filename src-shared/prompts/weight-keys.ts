/** A change of a text: what stands from `from` to `to` becomes `text`; then `start` to `end` is selected. */
export interface TextChange {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly start: number
  readonly end: number
}

const step = 0.1
const least = 0.1
const most = 3
const weighed = /\(((?:[^()\\]|\\.)*):\s*([+-]?\d*\.?\d+)\s*\)/g
const loraTag = /<((?:lora|lyco):[^:<>\n]+)(?::\s*([+-]?\d*\.?\d+))?\s*>/g

/**
 * What one press of Ctrl+Up (`direction` 1) or Ctrl+Down (-1) does: the weight around the caret or the selection
 * changes by 0.1; a word or a selection without one becomes `(word:1.1)`; at 1 the brackets go. Null where there is
 * no word.
 */
export function changeWeight(
  text: string,
  selection: { start: number; end: number },
  direction: 1 | -1,
): TextChange | null {
  const { start, end } = selection
  const lora = matchAround(text, loraTag, start, end)
  if (lora !== null) return changeLora(lora, direction)
  const around = matchAround(text, weighed, start, end)
  if (around !== null) return changeBracket(around, direction)
  const word = start === end ? wordAround(text, start) : trimmed(text, start, end)
  if (word === null) return null
  return weigh(text.slice(word.start, word.end), word.start, word.end, rounded(1 + step * direction))
}

function matchAround(text: string, pattern: RegExp, start: number, end: number): RegExpExecArray | null {
  for (const match of text.matchAll(pattern)) {
    if (match.index > start) return null
    if (match.index + match[0].length >= end) return match
  }
  return null
}

function changeBracket(match: RegExpExecArray, direction: 1 | -1): TextChange {
  const to = match.index + match[0].length
  const weight = Math.min(Math.max(Number(match[2]) + step * direction, least), most)
  return weigh(match[1] ?? '', match.index, to, rounded(weight))
}

function changeLora(match: RegExpExecArray, direction: 1 | -1): TextChange {
  const weight = rounded(Math.min(Math.max(Number(match[2] ?? 1) + step * direction, -4), 4))
  const text = `<${match[1] ?? ''}:${weight}>`
  const { index: from } = match
  return { from, to: from + match[0].length, text, start: from, end: from + text.length }
}

function weigh(inner: string, from: number, to: number, weight: number): TextChange {
  const text = weight === 1 ? inner : `(${inner}:${weight})`
  const start = weight === 1 ? from : from + 1
  return { from, to, text, start, end: start + inner.length }
}

/** Letters, digits and what joins them to one word. */
const wordSign = /[\p{L}\p{M}\p{N}_'’-]/u

function wordAround(text: string, caret: number): { start: number; end: number } | null {
  let [start, end] = [caret, caret]
  while (start > 0 && wordSign.test(text[start - 1]!)) start -= 1
  while (end < text.length && wordSign.test(text[end]!)) end += 1
  return start === end ? null : { start, end }
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } | null {
  const chosen = text.slice(start, end)
  const from = start + (chosen.length - chosen.trimStart().length)
  const to = end - (chosen.length - chosen.trimEnd().length)
  return from >= to ? null : { start: from, end: to }
}

function rounded(weight: number): number {
  return Math.round(weight * 100) / 100
}

/** The text after a change. */
export function applied(text: string, { from, to, text: put }: TextChange): string {
  return text.slice(0, from) + put + text.slice(to)
}
