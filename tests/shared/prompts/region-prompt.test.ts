import { expect, it } from 'vitest'
import { joinedPrompt } from '#shared/prompts/region-prompt.ts'

it.each([
  ['red apple', 'studio light', 'red apple, studio light'],
  ['red apple, ', 'studio light', 'red apple, studio light'],
  ['', ' studio  light,', ' studio  light,'],
  [' ', 'studio light', 'studio light'],
  ['red apple,', '', 'red apple,'],
  ['red apple', '  ', 'red apple'],
  ['', '', ''],
])('%j within %j is %j', (region, whole, joined) => {
  expect(joinedPrompt(region, whole)).toBe(joined)
})
