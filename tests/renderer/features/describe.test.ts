import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { composePrompt } from '#features/describe/compose.ts'

const one = (phrase: string, likeness: number) => ({ phrase, likeness })
const found = {
  things: [one('an apple', 0.6), one('a pear', 0.5)],
  styles: [one('noto style', 0.3)],
  backgrounds: [one('on a white background', 0.4)],
  places: [one('in the desert', 0.2)],
}

it.each([
  ['the nearer of background and place', found, 'an apple on a white background, noto style'],
  ['a place', { ...found, places: [one('in the desert', 0.5)] }, 'an apple in the desert, noto style'],
  ['no place at all', { ...found, backgrounds: [], places: [] }, 'an apple, noto style'],
  ['no style', { ...found, styles: [] }, 'an apple on a white background'],
  ['nothing', { things: [], styles: [], backgrounds: [], places: [] }, ''],
])('composes a prompt as the captions are: %s', (_what, description, prompt) => {
  expect(composePrompt(description)).toBe(prompt)
})

it('says how many things and styles the shipped matcher knows, as it is', () => {
  const words = JSON.parse(readFileSync('assets/models/starter/matcher/words.json', 'utf8')) as {
    things: string[]
    styles: Record<string, string>
  }
  for (const language of ['en', 'zh-CN']) {
    const texts = JSON.parse(readFileSync(`assets/locales/${language}/describe.json`, 'utf8')) as Record<
      string,
      string
    >
    expect(texts['describe.limits']).toContain(String(words.things.length))
  }
  expect(Object.keys(words.styles)).toHaveLength(7)
})
