import { expect, it } from 'vitest'
import { checkRequest } from '#services/check-request.ts'

it('refuses a finished picture that memory could not hold, and says what can be done', () => {
  const of = (part: object) => () => checkRequest({ prompt: 'a lemon', seed: 1, ...part })
  expect(of({ width: 2048, upscale: 4 })).not.toThrow()
  expect(of({ width: 2056, upscale: 4 })).toThrow(/8224 pixels long, and 8192 are possible/)
  expect(of({ height: 4096, upscale: 2, hires: { scale: 2 } })).toThrow(/Enlarge it less/)
})
