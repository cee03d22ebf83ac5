import { describe, expect, it } from 'vitest'
import { measurePrompt } from '#engine/prompts/measure-prompt.ts'
import { openModelTokenizer } from '#engine/prompts/model-tokenizer.ts'
import { readWeights } from '#engine/prompts/weighted-text.ts'
import { chanceFrom } from '#shared/prompts/chance.ts'

const starter = new URL('../../../../assets/models/starter', import.meta.url).pathname
const choices = { promptSyntax: 'weights', longPrompt: 'cut', steps: 20 } as const
const tokenizer = await openModelTokenizer(starter, [])
const { maxLength } = tokenizer.frame
const measure = (prompt: string, more: Partial<Parameters<typeof measurePrompt>[2]> = {}) =>
  measurePrompt(tokenizer, prompt, { ...choices, ...more })
const cutWords = (prompt: string, more = {}) =>
  measure(prompt, more).cut.map(({ from, to }) => prompt.slice(from, to))

describe('the measure of a prompt', () => {
  it('counts with the model’s own tokenizer', () => {
    expect(measure('red apple')).toEqual({ tokens: 2, room: maxLength - 2, chunks: 1, cut: [] })
    expect(measure('').tokens).toBe(0)
    expect(measure('(red:1.3) [apple]').tokens).toBe(2)
  })

  it('names the words that are cut, where they stand in the prompt as typed', () => {
    const fits = Array.from({ length: maxLength - 2 }, () => 'red').join(' ')
    expect(cutWords(`${fits} green apple`)).toEqual(['green apple'])
    expect(cutWords(`(${fits}:1.1) green (blue:1.2) apple`).join('')).toContain('green')
    expect(cutWords(`(${fits}:1.1) green (blue:1.2) apple`).at(-1)).toContain('apple')
    expect(cutWords(`${fits} green`, { longPrompt: 'chunks' })).toEqual([])
    expect(measure(`${fits} green`, { longPrompt: 'chunks' }).chunks).toBe(2)
    expect(cutWords(`${fits} green [cat:dog:10] end`)[0]).toMatch(/^green .* end$/)
    expect(cutWords(`${fits} green BREAK blue`)).toEqual(['green'])
  })

  it('lies within any prompt at all', () => {
    const chance = chanceFrom('measure')
    const signs = ['(', ')', '[', ']', ':', '1.2', '|', 'red ', 'apple ', '\\', ' BREAK ', '😀', 'é', '中']
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: 150 }, () => signs[Math.floor(chance() * signs.length)]!).join('')
      for (const { from, to } of measure(text).cut) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeGreaterThanOrEqual(from)
        expect(to).toBeLessThanOrEqual(text.length)
      }
      for (const { text: part, places } of readWeights(text)) {
        expect(places).toHaveLength(part.length)
        expect(places.map((place) => text[place]).join('')).toBe(part)
      }
    }
  })
})
