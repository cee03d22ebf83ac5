import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { EnginePicture, EngineRequest } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { requestOf, tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { goldenModel, readGoldens, tinyModel, tinySecondModel } from '#tests/support/engine/goldens.ts'
import { exportedModel } from '#tests/support/hostile/onnx-exports.ts'

const engine = createEngine({ threads: 2 })
afterAll(() => engine.dispose())

async function make(request: EngineRequest): Promise<EnginePicture> {
  const { pictures } = await engine.run(request)
  return pictures[0]!
}

/** The farthest that two lists of numbers are apart. */
function greatestError(found: Float32Array, wanted: Float32Array): number {
  expect(found.length).toBe(wanted.length)
  return found.reduce((most, value, index) => Math.max(most, Math.abs(value - wanted[index]!)), 0)
}

/** How far the numbers of a place are from the sum of 1 at most. */
function greatestLack({ shape, data }: NonNullable<EnginePicture['attention']>): number {
  const [tokens = 0, height = 0, width = 0] = shape
  const plane = height * width
  let most = 0
  for (let place = 0; place < plane; place++) {
    let sum = 0
    for (let token = 0; token < tokens; token++) sum += data[token * plane + place]!
    most = Math.max(most, Math.abs(sum - 1))
  }
  return most
}

describe('where each word counted', async () => {
  const goldens = await readGoldens('attention')
  const golden = goldens.cases[0]!
  const request = { ...requestOf(goldens, golden, tinyModel), attention: true }

  test('as diffusers computes it, and the same picture as without', async () => {
    const watched = await make(request)
    const plain = await make({ ...request, attention: false })
    const wanted = goldens.tensor('guided.attention')
    const { attention } = watched
    expect(attention!.shape).toEqual(wanted.shape)
    const error = greatestError(attention!.data, wanted.data)
    const moved = greatestError(watched.latents.data, plain.latents.data)
    if (process.env['VERSO_REPORT'] !== undefined) console.log({ error, moved })
    expect(error).toBeLessThan(1e-4)
    expect(moved).toBeLessThan(1e-5)
    expect(greatestLack(attention!)).toBeLessThan(1e-5)
    expect(plain.attention).toBeNull()
  })

  test('names the word of each token', async () => {
    const { attention } = await make({ ...request, prompt: 'a (red:1.3) apple', steps: 1 })
    const { words, shape } = attention!
    expect(words).toHaveLength(shape[0]!)
    expect([words[0], words.at(-1)]).toEqual(['', ''])
    const named = words.filter((word) => word !== '')
    expect(named.join('')).toBe('aredapple')
    expect(named).toContain('red')
  })

  test('is of the prompt at each step where that changes, and of the last pass where there are two', async () => {
    const hires = { scale: 1.5, strength: 0.5, steps: null, upscaler: 'latent' } as const
    const { attention } = await make(tinyRequest({ attention: true, prompt: '[red:blue:1] apple', hires }))
    expect(attention!.shape).toEqual([77, 12, 12])
    expect(attention!.words[1]).toBe('red|blue')
  })
})

const starter =
  process.env['VERSO_STARTER'] ??
  join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'models', 'starter')
const models = [
  { name: 'SD 2.x', modelPath: tinySecondModel },
  { name: 'SDXL', modelPath: goldenModel('tiny-sdxl') },
  { name: 'SDXL refiner', modelPath: goldenModel('tiny-sdxl-refiner') },
  { name: 'LCM', modelPath: goldenModel('tiny-lcm') },
  { name: 'starter', modelPath: starter },
].filter(({ modelPath }) => existsSync(modelPath))

test.each(models)('$name says it too, in eight bits as well', async ({ modelPath }) => {
  const request = tinyRequest({ modelPath, attention: true, guidanceScale: 5, steps: 1 })
  for (const precision of ['fp32', 'int8'] as const) {
    const { attention } = await make({ ...request, precision })
    expect(greatestLack(attention!)).toBeLessThan(1e-5)
    expect(attention!.words.filter((word) => word !== '').join('')).toBe('aredapple')
    expect(new Set(attention!.data).size).toBeGreaterThan(1)
  }
})

test('a folder of ONNX files refuses it, with the reason', async () => {
  const request = tinyRequest({ modelPath: exportedModel('optimum'), attention: true })
  await expect(engine.run(request)).rejects.toMatchObject({
    code: 'model-unsupported',
    message: expect.stringContaining('does not say which word made which part') as string,
  })
})
