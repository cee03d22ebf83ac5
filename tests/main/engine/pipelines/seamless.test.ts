import { afterAll, expect, it } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'

const engine = createEngine({ threads: 1 })
afterAll(() => engine.dispose())

const latents = async (tiling: 'none' | 'x' | 'y' | 'both') =>
  (await engine.run(tinyRequest({ tiling }))).pictures[0]!.latents.data

// That edges meet is shown on the networks themselves: see tests/main/engine/graph/seamless.test.ts.
it('takes other networks for each way that edges meet, and goes back', async () => {
  const plain = await latents('none')
  const others = [await latents('x'), await latents('y'), await latents('both')]
  const different = new Set([plain, ...others].map((data) => data.join()))
  expect(different.size).toBe(4)
  expect(await latents('none')).toEqual(plain)
})
