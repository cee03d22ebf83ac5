import { describe, expect, it } from 'vitest'
import { chanceFrom } from '#shared/prompts/chance.ts'
import { applied, changeWeight } from '#shared/prompts/weight-keys.ts'

/** `|` stands for the caret, or two of them for the selection. */
function press(marked: string, direction: 1 | -1): string | null {
  const start = marked.indexOf('|')
  const end = marked.lastIndexOf('|') - (marked.lastIndexOf('|') > start ? 1 : 0)
  const text = marked.replaceAll('|', '')
  const change = changeWeight(text, { start, end }, direction)
  if (change === null) return null
  const result = applied(text, change)
  return `${result.slice(0, change.start)}|${result.slice(change.start, change.end)}|${result.slice(change.end)}`
}

describe('the weight keys', () => {
  it.each([
    ['a r|ed apple', 1, 'a (|red|:1.1) apple'],
    ['a r|ed apple', -1, 'a (|red|:0.9) apple'],
    ['a |red apple| x', 1, 'a (|red apple|:1.1) x'],
    ['a | red| x', 1, 'a  (|red|:1.1) x'],
    ['a (|red|:1.1) apple', 1, 'a (|red|:1.2) apple'],
    ['a (|red|:1.1) apple', -1, 'a |red| apple'],
    ['a (|red|:0.9) apple', 1, 'a |red| apple'],
    ['(r|ed apple:1.25)', 1, '(|red apple|:1.35)'],
    ['(|x|:3)', 1, '(|x|:3)'],
    ['(|x|:0.1)', -1, '(|x|:0.1)'],
    ['a <lora:in|k:0.8> b', 1, 'a |<lora:ink:0.9>| b'],
    ['a <lora:in|k> b', -1, 'a |<lora:ink:0.9>| b'],
    ['水|墨 画', 1, '(|水墨|:1.1) 画'],
  ] as const)('%s (%i)', (marked, direction, result) => {
    expect(press(marked, direction)).toBe(result)
  })

  it('do nothing where there is no word', () => {
    expect(press('a  |  b', 1)).toBeNull()
    expect(press('|', 1)).toBeNull()
    expect(press('a |  | b', 1)).toBeNull()
  })

  it('up and down again leaves the text as it was, on any text without weights', () => {
    const chance = chanceFrom('weights')
    const signs = ['a', 'b', ' ', ',', '-', '{', '|', '}', '\n', '\\', '<', '>', '__']
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: 12 }, () => signs[Math.floor(chance() * signs.length)]!).join('')
      const [a, b] = [Math.floor(chance() * text.length), Math.floor(chance() * text.length)]
      const up = changeWeight(text, { start: Math.min(a, b), end: Math.max(a, b) }, 1)
      if (up === null || /[\\()]/.test(text.slice(up.from, up.to))) continue
      const after = applied(text, up)
      const down = changeWeight(after, { start: up.start, end: up.end }, -1)
      expect(down && applied(after, down)).toBe(text)
    }
  })
})
