import { expect, it } from 'vitest'
import { chanceFrom } from '#shared/prompts/chance.ts'
import { markedText, promptMarks } from '#shared/prompts/prompt-marks.ts'
import { typedQuery } from '#shared/prompts/typed-query.ts'

const at = (marked: string) => typedQuery(marked.replace('|', ''), marked.indexOf('|'))

it.each([
  ['a <|', 'lora', '', 2],
  ['a <lora:in|', 'lora', 'in', 2],
  ['a <ink w|', 'lora', 'ink w', 2],
  ['a __|', 'wildcard', '', 2],
  ['a __col_our|', 'wildcard', 'col_our', 2],
  ['a __colour__ __na|', 'wildcard', 'na', 13],
  ['oil pai|', 'word', 'pai', 4],
  ['(oil|', 'word', 'oil', 1],
] as const)('%s', (marked, kind, query, from) => {
  expect(at(marked)).toEqual({ kind, query, from, to: marked.indexOf('|') })
})

it('nothing is completed within a word, behind a closed name, or after one letter', () => {
  for (const marked of ['oi|l', 'a <lora:ink:1>|', 'a __colour__|', 'a|', '|', 'x <\n|'])
    expect(at(marked)).toBeNull()
})

it('marks lie where the text is, whatever it is', () => {
  const text = 'a {red|__c__} (x:1.2) (y:0.8) <lora:z:1>\n# no'
  const found = promptMarks(text).map(({ from, to, kind }) => [kind, text.slice(from, to)])
  expect(found).toEqual([
    ['choice', '{red|__c__}'],
    ['file', '__c__'],
    ['lora', '<lora:z:1>'],
    ['comment', '# no'],
    ['strong', '(x:1.2)'],
    ['weak', '(y:0.8)'],
  ])
  const chance = chanceFrom('marks')
  for (let round = 0; round < 500; round++) {
    const signs = ['{', '}', '|', '(', ':1.2)', '__', 'a', '\n', '#', '<lora:', '>', '😀']
    const typed = Array.from({ length: 20 }, () => signs[Math.floor(chance() * signs.length)]!).join('')
    const marked = markedText(typed, promptMarks(typed))
    expect(marked.map((part) => part.text).join('')).toBe(typed)
  }
})
