import type { RequestAdditions } from '#shared/entities/request-additions.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import { chunkPrompt } from './chunks.ts'
import { promptTimeline } from './prompt-timeline.ts'
import { readWeights } from './weighted-text.ts'

/** How much of a text encoder's room a prompt takes, and which of its signs find none. */
export interface PromptMeasure {
  readonly tokens: number
  /** Tokens that fit into one chunk, without start and end. */
  readonly room: number
  readonly chunks: number
  /** Stretches of the prompt that are cut, in signs of the prompt. */
  readonly cut: readonly { readonly from: number; readonly to: number }[]
}

export type MeasureChoices = Pick<RequestAdditions, 'promptSyntax' | 'longPrompt'> & {
  readonly steps: number
}

/**
 * Reads a prompt just as it is read for a picture. Of one that changes in the course of a picture, the longest text
 * counts.
 */
export function measurePrompt(tokenizer: Tokenizer, prompt: string, choices: MeasureChoices): PromptMeasure {
  const texts = new Set(promptTimeline(prompt, choices.steps, choices.promptSyntax))
  const all = [...texts].map((text) => measureText(tokenizer, text, choices))
  const longest = all.reduce((a, b) => (lost(b) > lost(a) || b.tokens > a.tokens ? b : a))
  if (texts.size === 1 && texts.has(prompt)) return longest
  const text = [...texts][all.indexOf(longest)] ?? ''
  return { ...longest, cut: longest.cut.map((stretch) => placedFromEnd(prompt, text, stretch)) }
}

function measureText(tokenizer: Tokenizer, text: string, choices: MeasureChoices): PromptMeasure {
  const plain = [{ text, weight: 1, startsChunk: false, places: Array.from(text.split('').keys()) }]
  const parts = choices.promptSyntax === 'plain' ? plain : readWeights(text)
  const { chunks, sent, ends } = chunkPrompt(tokenizer, parts, choices.longPrompt === 'chunks')
  const cut = parts.flatMap(({ text: part, places }, index) => {
    const end = ends[index] ?? part.length
    const rest = part.slice(end)
    if (rest.trim() === '') return []
    const from = end + (rest.length - rest.trimStart().length)
    return [{ from: places[from] ?? 0, to: (places.at(-1) ?? 0) + 1 }]
  })
  return { tokens: sent.tokens, room: tokenizer.frame.maxLength - 2, chunks: chunks.length, cut }
}

function lost({ cut }: PromptMeasure): number {
  return cut.reduce((sum, { from, to }) => sum + to - from, 0)
}

/**
 * Where a stretch of one step's text stands in the prompt, whose signs are the text's and more: both are gone through
 * from their ends, since what is cut lies there.
 */
function placedFromEnd(prompt: string, text: string, { from, to }: { from: number; to: number }) {
  let at = prompt.length
  let end = prompt.length
  for (let sign = text.length - 1; sign >= from; sign--) {
    at = Math.max(0, prompt.lastIndexOf(text[sign]!, at - 1))
    if (sign === to - 1) end = at + 1
  }
  return { from: Math.min(at, end), to: end }
}
