import type { RequestAdditions } from '#shared/entities/request-additions.ts'
import { readSchedule, textAt } from './scheduled-prompt.ts'

/** A prompt's text at each step of so many, as its `[from:to:when]` say; plain prompts never change. */
export function promptTimeline(
  prompt: string,
  steps: number,
  syntax: RequestAdditions['promptSyntax'],
): string[] {
  if (syntax === 'plain') return Array<string>(steps).fill(prompt)
  const nodes = readSchedule(prompt)
  return Array.from({ length: steps }, (_, index) => textAt(nodes, index + 1, steps))
}
