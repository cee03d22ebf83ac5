import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createTorchNoise } from '#engine/noise/torch-noise.ts'
import { catalogue } from '#engine/samplers/catalogue.ts'
import type { Sampler } from '#engine/samplers/sampler.ts'
import { scale } from '#engine/tensor/arithmetic.ts'
import { tensor, type Tensor } from '#engine/tensor/tensor.ts'
import type { SamplerName } from '#shared/entities/generation-request.ts'

interface Golden {
  name: SamplerName
  config: Record<string, unknown>
  steps: number
  /** The entry of `timesteps` that is stepped first. */
  first: number
  timesteps: number[]
  initialDeviation: number
  /** A picture with the noise of the first step. */
  added: number[]
  /** Samples after some of the steps. */
  after: Record<string, number[]>
}
const file = process.env['VERSO_SAMPLER_GOLDENS'] ?? 'tests/fixtures/golden/samplers.json'
const goldens = JSON.parse(readFileSync(file, 'utf8')) as Golden[]

/** Largest difference, measured against the largest golden value (at least 1). */
function worst(actual: ArrayLike<number>, wanted: readonly number[]): number {
  expect(actual.length).toBe(wanted.length)
  const size = Math.max(1, ...wanted.map(Math.abs))
  return Math.max(...wanted.map((x, i) => Math.abs(x - actual[i]!))) / size
}

/** The network of the fixtures. */
function predict(scaled: Tensor, timestep: number): Tensor {
  const factor = Math.fround(0.3 + 0.0006 * timestep)
  return tensor(
    scaled.shape,
    scaled.data.map((x) => Math.fround(x * factor) + Math.fround(0.1)),
  )
}

/** Largest errors of timesteps and of samples over a whole run. */
function errorsOf(golden: Golden, sampler: Sampler): { timesteps: number; samples: number } {
  const noise = createTorchNoise(3)
  const draw = (): Tensor => tensor([1, 1, 2, 4], noise.normal(8))
  const [original, added] = [draw(), draw()]
  const start = sampler.addNoise(original, added, golden.first)
  let samples = worst(start.data, golden.added)
  let sample = golden.first === 0 ? scale(original, sampler.initialDeviation) : start
  for (let index = golden.first; index < golden.timesteps.length; index++) {
    const prediction = predict(sampler.scaleInput(sample, index), sampler.timesteps[index]!)
    sample = sampler.step(prediction, index, sample, draw)
    const wanted = golden.after[index]
    if (wanted === undefined) continue
    const error = worst(sample.data, wanted)
    samples = Number.isNaN(error) ? NaN : Math.max(samples, error)
  }
  return { timesteps: worst(sampler.timesteps, golden.timesteps), samples }
}

describe('samplers step as diffusers does', () => {
  const named = goldens.map((golden) => ({
    golden,
    title: `${golden.name} ${golden.steps} from ${golden.first} ${JSON.stringify(golden.config).slice(0, 200)}`,
  }))
  test.each(named)('$title', ({ golden, title }) => {
    const { create, says } = catalogue[golden.name]
    const sampler = create({ ...says, ...golden.config }, golden.steps)
    expect(sampler.timesteps.length).toBe(golden.timesteps.length)
    expect(Math.abs(sampler.initialDeviation / golden.initialDeviation - 1)).toBeLessThan(1e-6)
    const errors = errorsOf(golden, sampler)
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`@ ${JSON.stringify({ ...errors, title })}`)
    expect(errors.timesteps).toBeLessThan(1e-6)
    expect(errors.samples).toBeLessThan(5e-6)
  })
})

describe("diffusers' own test sums", () => {
  const base = { num_train_timesteps: 1000, beta_start: 0.0001, beta_end: 0.02, beta_schedule: 'linear' }
  const euler = { ...base, num_train_timesteps: 1100 }
  const low = { ...base, final_sigmas_type: 'sigma_min' }
  const dpm = { ...low, lower_order_final: false }
  const v = { prediction_type: 'v_prediction' }
  const karras = { use_karras_sigmas: true }
  const cases: [string, SamplerName, Record<string, unknown>, number | null, number][] = [
    ['ddim', 'ddim', { ...base, clip_sample: true }, 172.0067, 0.223967],
    ['ddim v', 'ddim', { ...base, clip_sample: true, ...v }, 52.5302, 0.0684],
    ['pndm', 'pndm', base, 198.1318, 0.258],
    ['euler', 'euler', euler, 10.0807, 0.0131],
    ['euler v', 'euler', { ...euler, ...v }, 0.0002, 2.2676e-6],
    ['euler karras', 'euler', { ...euler, ...karras }, 124.52299499511719, 0.16213932633399963],
    ['euler a', 'euler-a', euler, 152.3192, 0.1983],
    ['heun', 'heun', euler, 0.1233, 0.0002],
    ['lms', 'lms', euler, 1006.388, 1.31],
    ['dpm2', 'dpm2', euler, 20.4125, 0.0266],
    ['dpm2 a', 'dpm2-a', euler, 13979.9433, 18.203],
    ['dpm++', 'dpmpp-2m', dpm, null, 0.3301],
    ['dpm++ v', 'dpmpp-2m', { ...dpm, ...v }, null, 0.2251],
    ['dpm++ karras v', 'dpmpp-2m', { ...dpm, ...v, ...karras }, null, 0.2096],
    ['dpm++ single', 'dpmpp-sde', low, null, 0.2791],
    ['dpm++ single karras', 'dpmpp-sde', { ...low, ...karras }, null, 0.2248],
    ['unipc', 'unipc', low, null, 0.2464],
    ['unipc karras', 'unipc', { ...low, ...karras }, null, 0.2925],
    ['deis', 'deis', base, null, 0.23916],
  ]
  test.each(cases)('%s', (_, name, config, sum, mean) => {
    const sampler = catalogue[name].create(config, 10)
    const noise = createTorchNoise(0)
    let sample = scale(harnessSample(), sampler.initialDeviation)
    for (const [index, timestep] of sampler.timesteps.entries()) {
      const scaled = sampler.scaleInput(sample, index)
      const input = tensor(
        scaled.shape,
        scaled.data.map((x) => (x * timestep) / (timestep + 1)),
      )
      sample = sampler.step(input, index, scaled, () => tensor(scaled.shape, noise.normal(768)))
    }
    const total = sample.data.reduce((a, x) => a + Math.abs(x), 0)
    if (sum !== null) expect(Math.abs(total - sum)).toBeLessThan(1e-2)
    expect(Math.abs(total / 768 - mean)).toBeLessThan(1e-3)
  })

  /** arange(4·3·8·8) / 768 as (3, 8, 8, 4), its last axis moved to the front. */
  function harnessSample(): Tensor {
    const data = new Float32Array(768)
    for (let n = 0; n < 768; n++) data[(n % 4) * 192 + Math.floor(n / 4)] = n / 768
    return tensor([4, 3, 8, 8], data)
  }
})
