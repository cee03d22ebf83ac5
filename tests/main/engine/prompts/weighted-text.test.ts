import { expect, it } from 'vitest'
import { readWeights } from '#engine/prompts/weighted-text.ts'

const shortly = (prompt: string) =>
  readWeights(prompt).map(({ text, weight, startsChunk }) => [
    text,
    Number(weight.toFixed(4)),
    ...(startsChunk ? ['chunk'] : []),
  ])

it.each([
  ['a red apple', [['a red apple', 1]]],
  [
    'a (red) apple',
    [
      ['a ', 1],
      ['red', 1.1],
      [' apple', 1],
    ],
  ],
  ['((red))', [['red', 1.21]]],
  [
    '(red:1.5) apple',
    [
      ['red', 1.5],
      [' apple', 1],
    ],
  ],
  [
    '((red:1.5) apple)',
    [
      ['red', 1.65],
      [' apple', 1.1],
    ],
  ],
  ['(red: .5 )', [['red', 0.5]]],
  ['(red:-1)', [['red', -1]]],
  [
    '[red] apple',
    [
      ['red', 0.9091],
      [' apple', 1],
    ],
  ],
  ['[(red)]', [['red', 1]]],
  [String.raw`\(red\) \[apple\] \\ \n`, [[String.raw`(red) [apple] \ \n`, 1]]],
  ['(red', [['red', 1.1]]],
  ['red) apple]', [['red) apple]', 1]]],
  ['note: this', [['note: this', 1]]],
  ['(red:x)', [['red:x', 1.1]]],
  ['()', []],
  ['', []],
  [
    'a BREAK b',
    [
      ['a', 1],
      ['b', 1, 'chunk'],
    ],
  ],
  [
    '(a BREAK b:1.2)',
    [
      ['a', 1.2],
      ['b', 1.2, 'chunk'],
    ],
  ],
  ['BREAKFAST', [['BREAKFAST', 1]]],
])('reads %j', (prompt, expected) => {
  expect(shortly(prompt)).toEqual(expected)
})

it('reads ten thousand open brackets without ending the program', () => {
  expect(readWeights('('.repeat(9999) + 'a').at(-1)!.text).toMatch(/a$/)
  expect(readWeights('[('.repeat(5000)).length).toBeLessThan(10)
})
