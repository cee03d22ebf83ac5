import { describe, expect, it } from 'vitest'
import { chanceFrom, seedApart } from '#shared/prompts/chance.ts'
import { everyPrompt } from '#shared/prompts/every-prompt.ts'
import { isTemplate, settlePrompt } from '#shared/prompts/settle-prompt.ts'
import { wildcardLines } from '#shared/prompts/wildcard-lines.ts'

const files: Record<string, readonly string[]> = {
  colour: ['red', 'green', 'blue'],
  'nature/tree': ['oak', '{young|old} birch'],
  loop: ['__loop__'],
  empty: [],
}
const lines = (name: string) => files[name] ?? null
const settle = (text: string, seed = 1) => settlePrompt(text, { seed, lines })

describe('a settled prompt', () => {
  it('takes the same words for the same seed, and all of them over many seeds', () => {
    const text = 'a {red|green|{dark |light }blue} apple'
    expect(settle(text, 7)).toEqual(settle(text, 7))
    const all = new Set(Array.from({ length: 200 }, (_, seed) => settle(text, seed).text))
    expect([...all].sort()).toEqual([
      'a dark blue apple',
      'a green apple',
      'a light blue apple',
      'a red apple',
    ])
  })

  it('keeps what it was on every machine and in every version', () => {
    const text = '{a|b|c|d|e|f|g|h}{a|b|c|d|e|f|g|h}{a|b|c|d|e|f|g|h}'
    expect([0, 1, 2, 4294967295].map((seed) => settle(text, seed).text)).toMatchInlineSnapshot(`
      [
        "feg",
        "dhg",
        "dec",
        "acd",
      ]
    `)
  })

  it('takes an option as often as its weight says', () => {
    const taken = Array.from({ length: 2000 }, (_, seed) => settle('{3::a|b|0::c}', seed).text)
    const share = taken.filter((text) => text === 'a').length / taken.length
    expect(share).toBeGreaterThan(0.7)
    expect(share).toBeLessThan(0.8)
    expect(taken).not.toContain('c')
  })

  it('takes a line of a file, whose own choices are settled too', () => {
    const all = new Set(Array.from({ length: 100 }, (_, seed) => settle('__nature/tree__', seed).text))
    expect([...all].sort()).toEqual(['oak', 'old birch', 'young birch'])
  })

  it('leaves braces without a bar, open braces, lonely bars and escaped signs as text', () => {
    for (const [typed, text] of [
      ['{a}', '{a}'],
      ['{a|b', '{a|b'],
      ['a|b}', 'a|b}'],
      ['\\{a|b\\}', '{a|b}'],
      ['\\(a\\)', '\\(a\\)'],
      ['snake_case and __init', 'snake_case and __init'],
      ['1 < 2', '1 < 2'],
    ] as const)
      expect(settle(typed).text).toBe(text)
  })

  it('leaves out lines that begin with #, and no others', () => {
    expect(settle('# idea\nred apple #1\n  # more\ngreen').text).toBe('red apple #1\n  green')
    expect(settle('only\n# comment').text).toBe('only\n')
  })

  it('takes LoRA tags out and names them', () => {
    const { text, loras } = settle('a cat <lora:ink wash:0.8>, {<lora:x>|<lora:x>} end')
    expect(text).toBe('a cat ,  end')
    expect(loras).toEqual([
      { name: 'ink wash', weight: 0.8 },
      { name: 'x', weight: 1 },
    ])
  })

  it('says which files are missing, empty or endless, and where', () => {
    const { problems, text } = settle('a __nope__ __empty__ __loop__')
    expect(problems.map(({ kind, name, at }) => [kind, name, at])).toEqual([
      ['no-file', 'nope', 2],
      ['empty-file', 'empty', 11],
      ['too-deep', 'loop', 21],
    ])
    expect(text).toContain('__nope__')
  })

  it('knows where each sign stood', () => {
    const typed = 'a {red|blue} __colour__ end'
    const { text, places } = settle(typed)
    expect(places).toHaveLength(text.length)
    expect(typed.slice(places[text.indexOf('end')])).toBe('end')
    expect(places[text.length - 4]).toBe(typed.indexOf(' end'))
  })

  it('takes any text at all', () => {
    const chance = chanceFrom('fuzz')
    const signs = [
      '{',
      '}',
      '|',
      '::',
      '2',
      '__',
      'colour',
      'a',
      ' ',
      '\\',
      '#',
      '\n',
      '<lora:',
      ':',
      '>',
      '(',
      '😀',
    ]
    for (let round = 0; round < 3000; round++) {
      const typed = Array.from({ length: 30 }, () => signs[Math.floor(chance() * signs.length)]!).join('')
      const { text, places } = settle(typed, round)
      expect(places).toHaveLength(text.length)
      expect(places.every((place) => place >= 0 && place < typed.length)).toBe(true)
      if (!isTemplate(typed)) expect(text).toBe(typed)
    }
    expect(settle('{'.repeat(9999)).text).toBe('{'.repeat(9999))
    expect(settle('{a|'.repeat(3000) + '}'.repeat(3000)).text.length).toBeGreaterThan(0)
  }, 20_000)
})

it('a prompt of mere words is no template', () => {
  expect(isTemplate('a (red:1.2) apple, \\(1\\) {x}')).toBe(false)
  for (const text of ['{a|b}', '__colour__', '# x', '<lora:a:1>', '\\{']) expect(isTemplate(text)).toBe(true)
})

it('every prompt of a template comes once, up to a number', () => {
  expect(everyPrompt('{a|b} {1|2}\n# no', lines, 100)).toEqual(['a 1\n', 'a 2\n', 'b 1\n', 'b 2\n'])
  expect(everyPrompt('__colour__', lines, 2)).toEqual(['red', 'green'])
  expect(everyPrompt('{a|a}', lines, 9)).toEqual(['a'])
  expect(everyPrompt('{a|b}'.repeat(40), lines, 50)).toHaveLength(50)
})

it('lines of a wildcard file are trimmed, and comments and empty ones left out', () => {
  expect(wildcardLines('\ufeffred\r\n# no\n\n  blue  \rgreen')).toEqual(['red', 'blue', 'green'])
})

it('seeds apart keep the first, and differ', () => {
  const seeds = Array.from({ length: 64 }, (_, index) => seedApart(42, index))
  expect(seeds[0]).toBe(42)
  expect(new Set(seeds).size).toBe(64)
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true)
})
