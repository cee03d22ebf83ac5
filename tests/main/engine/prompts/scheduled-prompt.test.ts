import { expect, it } from 'vitest'
import { readSchedule, textAt } from '#engine/prompts/scheduled-prompt.ts'

const at = (prompt: string, step: number, steps = 10) => textAt(readSchedule(prompt), step, steps)

it.each([
  ['a [cat:dog:0.5]', ['a cat', 'a cat', 'a cat', 'a cat', 'a cat', 'a dog']],
  ['a [cat:dog:2]', ['a cat', 'a cat', 'a dog']],
  ['a[ fat:1] cat', ['a cat', 'a fat cat']],
  ['a [fat::1]cat', ['a fatcat', 'a cat']],
  ['[red|blue|green] cat', ['red cat', 'blue cat', 'green cat', 'red cat']],
  ['[[red|blue]:green:3]', ['red', 'blue', 'red', 'green']],
  ['[(red:1.2):(blue:0.8):1]', ['(red:1.2)', '(blue:0.8)']],
])('changes %j with the steps', (prompt, texts) => {
  expect(texts.map((_, index) => at(prompt, index + 1))).toEqual(texts)
})

it.each([
  'a [less] cat',
  '(strong:1.3) [weak:x]',
  '[a:b:c:0.5]',
  'never [closed:0.5',
  'never opened] (and ) so',
  String.raw`\[a:b:0.5\]`,
  '[a|b:0.5]',
])('leaves %j as it stands', (prompt) => {
  expect(at(prompt, 1)).toBe(prompt)
  expect(at(prompt, 10)).toBe(prompt)
})

it('takes shares of the steps', () => {
  expect(at('[a:b:0.25]', 2, 8)).toBe('a')
  expect(at('[a:b:0.25]', 3, 8)).toBe('b')
  expect(at('[a:b:0.01]', 1, 8)).toBe('b')
})

it('reads ten thousand open brackets without ending the program', () => {
  for (const prompt of ['['.repeat(10_000), '(['.repeat(5000), '[a:'.repeat(3000), '[|'.repeat(5000)])
    expect(at(prompt, 1)).toBe(prompt)
})
