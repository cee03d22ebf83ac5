import { expect, it } from 'vitest'
import { promptParts } from '#engine/pipelines/prompt-parts.ts'

const half = (from: number) => ({
  width: 32,
  height: 32,
  data: Uint8Array.from({ length: 1024 }, (_, i) => (Math.floor((i % 32) / 16) === from ? 255 : 0)),
})
const everywhere = { width: 4, height: 4, data: new Uint8Array(16).fill(255) }
const region = (prompt: string, mask = everywhere, weight = 1) => ({ prompt, mask, weight })
const parts = (prompt: string, ...regions: ReturnType<typeof region>[]) =>
  promptParts({ prompt, regions }, 16, 16)

it('is the prompt alone without regions, or where none of them counts', () => {
  expect(parts('sky')).toEqual([{ prompt: 'sky', share: null }])
  expect(parts('sky', region('apple', everywhere, 0))).toEqual([{ prompt: 'sky', share: null }])
})

it('is one region alone where it covers everything', () => {
  expect(parts('sky', region('apple'))).toEqual([{ prompt: 'apple, sky', share: null }])
})

it('is one part for equal prompts', () => {
  const both = parts('sky', region('apple', half(0)), region('apple', half(1)))
  expect(both).toEqual([{ prompt: 'apple, sky', share: null }])
})

it('counts a region without words as the whole', () => {
  expect(parts('sky', region('', half(0)))).toEqual([{ prompt: 'sky', share: null }])
  const [apple, sky] = parts('sky', region('apple'), region(' ', half(0)))
  expect([apple!.prompt, sky!.prompt]).toEqual(['apple, sky', 'sky'])
  expect([apple!.share![0], sky!.share![0]]).toEqual([0.5, 0.5])
})

it('does not depend on the order of the regions', () => {
  const regions = [
    region('apple', half(0), 0.7),
    region('boat', everywhere, 0.3),
    region('apple', half(1), 1.9),
  ]
  const turned = [regions[2]!, regions[0]!, regions[1]!]
  expect(parts('sky', ...turned)).toEqual(parts('sky', ...regions))
})
