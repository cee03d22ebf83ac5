import type { GridParameter } from './grid.ts'

const wordy: readonly GridParameter[] = ['prompt-replace', 'negative-replace']
const range =
  /^([+-]?\d*\.?\d+)\s*(?:-|\.\.|–)\s*([+-]?\d*\.?\d+)\s*(?:\(\s*([+-]?\d*\.?\d+)\s*\)|\[\s*(\d+)\s*\])?$/
/** Longer ranges are slips of the finger. */
const mostOfRange = 200

/**
 * The values that a line of text stands for, in their order: `1, 2, 5`, `10-30 (+10)` in steps, `1-2 [5]` so many
 * between two; words may stand in quotes, when a comma is part of them. For axes of words a line break divides too.
 */
export function axisValues(parameter: GridParameter, text: string): string[] {
  const items = splitItems(text)
  return wordy.includes(parameter) ? items : items.flatMap(expandRange)
}

/** Whether the parameter's values are words, of which the first is what the others replace. */
export function replacesWords(parameter: GridParameter): boolean {
  return wordy.includes(parameter)
}

function splitItems(text: string): string[] {
  const items: string[] = []
  for (const match of text.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,\n]*))\s*(?:[,\n]|$)/g)) {
    const [, quoted, plain = ''] = match
    if (quoted !== undefined) items.push(quoted.replace(/\\(.)/g, '$1'))
    else if (plain.trim() !== '') items.push(plain.trim())
  }
  return items
}

function expandRange(item: string): string[] {
  const match = range.exec(item)
  if (match === null) return [item]
  const [from, to] = [Number(match[1]), Number(match[2])]
  if (match[4] !== undefined) return evenly(from, to, Number(match[4]))
  const step = Math.abs(Number(match[3] ?? 1)) * (to < from ? -1 : 1)
  const count = Math.floor((to - from) / step + 1e-9) + 1
  if (step === 0 || !Number.isFinite(count) || count < 1 || count > mostOfRange) return [item]
  return Array.from({ length: count }, (_, index) => plainNumber(from + index * step))
}

function evenly(from: number, to: number, count: number): string[] {
  if (count < 1 || count > mostOfRange) return [`${from}-${to} [${count}]`]
  const step = count === 1 ? 0 : (to - from) / (count - 1)
  return Array.from({ length: count }, (_, index) => plainNumber(from + index * step))
}

function plainNumber(value: number): string {
  return String(Number(value.toFixed(6)))
}
