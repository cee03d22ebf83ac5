import { afterAll, expect, it } from 'vitest'
import type { EngineRequest } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { repeatingUpscaler } from '#tests/support/engine/upscaler-weights.ts'

const engine = createEngine({ threads: 1 })
afterAll(() => engine.dispose())

const pass = { scale: 1.5, strength: 0.5, steps: null, upscaler: 'latent' } as const
const make = async (changes: Partial<EngineRequest>) =>
  (await engine.run(tinyRequest({ steps: 4, guidanceScale: 3, hires: pass, ...changes }))).pictures

it('makes a larger picture from a first one, each from its own seed', async () => {
  const two = await make({ count: 2 })
  const [second] = await make({ seed: 2 })
  expect(two.map(({ picture }) => [picture.width, picture.height])).toEqual([
    [96, 96],
    [96, 96],
  ])
  expect(two[1]!.latents).toEqual(second!.latents)
  expect(two[0]!.latents.data).not.toEqual(two[1]!.latents.data)
})

it('depends on the first picture the more, the weaker the second pass is', async () => {
  const [plain] = await make({ hires: { ...pass, scale: 1, strength: 0.25 } })
  const [first] = await make({ hires: null })
  const [strong] = await make({ hires: { ...pass, scale: 1, strength: 1 } })
  const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((x, index) => x - b[index]!))
  const [near, far] = [plain!, strong!].map(({ latents }) => distance(latents.data, first!.latents.data))
  expect(near!).toBeLessThan(far!)
})

it('enlarges the decoded picture by Lanczos or by the upscaler', async () => {
  const [lanczos] = await make({ hires: { ...pass, upscaler: 'lanczos' } })
  const [model] = await make({ hires: { ...pass, upscaler: 'model' }, upscaler: repeatingUpscaler() })
  const [latent] = await make({})
  const all = [lanczos, model, latent].map((made) => made!.latents.data)
  expect(all[0]).not.toEqual(all[2])
  expect(all[0]).not.toEqual(all[1])
  await expect(make({ hires: { ...pass, upscaler: 'model' } })).rejects.toMatchObject({
    code: 'model-missing',
  })
})

it('refuses a start picture, which it would leave out', async () => {
  const init = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3) }
  await expect(make({ init })).rejects.toMatchObject({ code: 'bad-request', subject: 'hires' })
})

it('doubles and quadruples a picture', async () => {
  const picture = {
    width: 300,
    height: 20,
    data: Uint8Array.from({ length: 300 * 60 }, (_, at) => (at * 31) % 256),
  }
  const request = { file: repeatingUpscaler(), picture, device: 'cpu' } as const
  for (const factor of [2, 4] as const) {
    const { width, height, data } = await engine.upscale({ ...request, factor })
    expect([width, height]).toEqual([300 * factor, 20 * factor])
    for (const [x, y] of [
      [0, 0],
      [1199, 79],
      [517, 33],
    ].map((at) => at.map((place) => Math.floor((place * factor) / 4)))) {
      const from = (Math.floor(y! / factor) * 300 + Math.floor(x! / factor)) * 3
      expect([...data.subarray((y! * width + x!) * 3).subarray(0, 3)]).toEqual([
        ...picture.data.subarray(from, from + 3),
      ])
    }
  }
})
