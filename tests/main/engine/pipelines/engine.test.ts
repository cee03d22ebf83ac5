import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineProgress, EngineRequest } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { goldenMask, goldenPicture, tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { readGoldens, tinyModel } from '#tests/support/engine/goldens.ts'

const goldens = await readGoldens('tiny-sd1')
const [init, mask] = [goldenPicture(goldens), goldenMask(goldens)]
const engine = createEngine()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verso-engine-'))
})
afterAll(async () => {
  await engine.dispose()
  await rm(folder, { recursive: true })
})

/** A copy of the tiny model whose scheduler_config.json has other fields. */
async function withScheduler(name: string, fields: Record<string, unknown>): Promise<string> {
  const path = join(folder, name)
  await cp(tinyModel, path, { recursive: true })
  const file = join(path, 'scheduler', 'scheduler_config.json')
  const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  await writeFile(file, JSON.stringify({ ...config, ...fields }))
  return path
}

async function latentsOf(changes: Partial<EngineRequest>): Promise<Float32Array[]> {
  const { pictures } = await engine.run(tinyRequest(changes))
  return pictures.map(({ latents }) => latents.data)
}

describe('seeds', () => {
  test('a picture of a batch is the picture of its own seed', async () => {
    const options = { sampler: 'euler-a', guidanceScale: 3, init, strength: 1 } as const
    const [, second] = await latentsOf({ ...options, seed: 40, count: 2 })
    expect(await latentsOf({ ...options, seed: 41 })).toEqual([second])
  })

  test('the same request gives the same bytes; other seeds and other noise give others', async () => {
    const first = await latentsOf({})
    expect(await latentsOf({})).toEqual(first)
    expect(await latentsOf({ seed: 2 })).not.toEqual(first)
    expect(await latentsOf({ noise: 'philox' })).not.toEqual(first)
  })
})

describe('guidance', () => {
  test('at 1 and below there is none, and the negative prompt has no part', async () => {
    const plain = await latentsOf({ guidanceScale: 1 })
    expect(await latentsOf({ guidanceScale: 0, negativePrompt: 'blue' })).toEqual(plain)
    expect(await latentsOf({ guidanceScale: 2 })).not.toEqual(plain)
  })
})

describe('inpainting', () => {
  test('pixels outside the mask stay as they were, those inside are made anew', async () => {
    const { pictures } = await engine.run(tinyRequest({ init, mask, strength: 1 }))
    const { data } = pictures[0]!.picture
    const moved = { inside: 0, outside: 0 }
    for (const [i, value] of data.entries()) {
      if (value === init.data[i]) continue
      moved[mask.data[Math.floor(i / 3)]! > 127 ? 'inside' : 'outside'] += 1
    }
    expect(moved.outside).toBe(0)
    expect(moved.inside).toBeGreaterThan(1000)
  })
})

describe('what a run tells', () => {
  test('progress goes through its stages, and the time left falls to nothing', async () => {
    const heard: EngineProgress[] = []
    await engine.run(tinyRequest({ steps: 3, count: 2 }), { onProgress: (progress) => heard.push(progress) })
    const steps = heard.filter(({ stage }) => stage === 'denoise')
    expect(heard[0]!.stage).toBe('load')
    expect(steps.map(({ picture, step, steps: of }) => [picture, step, of])).toEqual([
      [0, 1, 3],
      [0, 2, 3],
      [0, 3, 3],
      [1, 1, 3],
      [1, 2, 3],
      [1, 3, 3],
    ])
    expect(steps[0]!.secondsLeft).toBeGreaterThan(0)
    expect(steps.at(-1)!.secondsLeft).toBe(0)
  })

  test('image to image counts the steps that its strength leaves', async () => {
    const heard: EngineProgress[] = []
    await engine.run(tinyRequest({ steps: 10, init, strength: 0.3 }), { onProgress: (p) => heard.push(p) })
    expect(
      heard.filter(({ stage }) => stage === 'denoise').map(({ step, steps }) => `${step}/${steps}`),
    ).toEqual(['1/3', '2/3', '3/3'])
  })

  test('what of the prompt was cut, the sampler, the device and the time in the runtime', async () => {
    const result = await engine.run(tinyRequest({ prompt: 'red '.repeat(80) }))
    expect(result.promptSent).toEqual({ text: 'red '.repeat(75), tokens: 75, cut: 'red '.repeat(5) })
    expect([result.sampler, result.device]).toEqual(['ddim', 'cpu'])
    const { loadMs, encodeMs, denoiseMs, decodeMs, sessionRunMs } = result.timings
    expect(sessionRunMs).toBeGreaterThan(0)
    expect(sessionRunMs).toBeLessThan(loadMs + encodeMs + denoiseMs + decodeMs)
  })

  test('a cancelled run stops within a step; pictures made before were handed over', async () => {
    const abort = new AbortController()
    const made: number[] = []
    const run = engine.run(tinyRequest({ count: 3 }), {
      signal: abort.signal,
      onPicture: ({ seed }) => made.push(seed),
      onProgress: ({ picture, step }) => {
        if (picture === 1 && step === 1) abort.abort()
      },
    })
    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
    expect(made).toEqual([1])
  })
})

describe('what cannot be done is refused with the way out', () => {
  const small = { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3) }
  const cases: [string, Partial<EngineRequest>, string, RegExp][] = [
    ['a width between cells', { width: 100 }, 'width', /multiple of 8.*Take 104/],
    ['no height', { height: 0 }, 'height', /multiple of 8.*Take 8/],
    ['no steps', { steps: 0 }, 'steps', /from 1/],
    ['too many steps', { steps: 1001 }, 'steps', /1000/],
    ['half a picture', { count: 0.5 }, 'count', /whole number/],
    ['a seed below zero', { seed: -1 }, 'seed', /from 0/],
    ['a seed that overflows', { seed: Number.MAX_SAFE_INTEGER, count: 2 }, 'seed', /beyond/],
    ['guidance that is no number', { guidanceScale: NaN }, 'guidanceScale', /number/],
    ['strength above 1', { init, strength: 1.5 }, 'strength', /0 to 1/],
    ['strength that leaves no step', { init, strength: 0.4 }, 'strength', /at least 0.5/],
    ['strength 0', { init, strength: 0, steps: 30 }, 'strength', /at least 0.04/],
    ['a start picture of another size', { init: small }, 'init', /64 × 64/],
    ['a mask of another size', { init, mask: small }, 'mask', /64 × 64/],
    ['a mask without a picture', { mask }, 'mask', /--init/],
    ['karras with ddim', { schedule: 'karras' }, 'schedule', /euler/],
    ['a device that is not there', { device: 'dml' }, 'device', /cpu/],
  ]
  test.each(cases)('%s', async (_, changes, subject, message) => {
    const error = await engine.run(tinyRequest(changes)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'bad-request',
      subject,
      message: expect.stringMatching(message) as string,
    })
  })

  test('the strength that a refusal names is enough', async () => {
    expect(await latentsOf({ init, strength: 0.04, steps: 30 })).toHaveLength(1)
  })

  test("a model's own sampler that is not built is named; one of ours works with its config", async () => {
    const modelPath = await withScheduler('sde', { _class_name: 'DPMSolverSDEScheduler' })
    const error = await engine.run(tinyRequest({ modelPath })).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'model-unsupported', subject: 'DPMSolverSDEScheduler' })
    expect(String(error)).toMatch(/DPMSolverMultistepScheduler.*--sampler ddim/)
    expect(await latentsOf({ modelPath, sampler: 'ddim' })).toEqual(await latentsOf({ sampler: 'ddim' }))
  })

  test('a config field that is not built is named', async () => {
    const modelPath = await withScheduler('held', { _class_name: 'DDIMScheduler', thresholding: true })
    await expect(engine.run(tinyRequest({ modelPath }))).rejects.toThrow(/thresholding/)
  })
})

test('runs wait for one another, and one that fails does not stop the next', async () => {
  const [first, refused, second] = await Promise.allSettled([
    engine.run(tinyRequest({ seed: 5 })),
    engine.run(tinyRequest({ steps: 0 })),
    engine.run(tinyRequest({ seed: 6 })),
  ])
  expect([first.status, refused.status, second.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('describe tells what a model is while a run goes on', async () => {
  const run = engine.run(tinyRequest({ steps: 20 }))
  expect(await engine.describe(tinyModel)).toMatchObject({ latentScale: 8, latentChannels: 4 })
  await run
})
