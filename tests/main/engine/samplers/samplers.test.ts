import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createTorchNoise } from '#engine/noise/torch-noise.ts'
import { createDdim } from '#engine/samplers/ddim.ts'
import { createDpmpp2m } from '#engine/samplers/dpmpp-2m.ts'
import { createEulerAncestral } from '#engine/samplers/euler-a.ts'
import { createEuler } from '#engine/samplers/euler.ts'
import { scale } from '#engine/tensor/arithmetic.ts'
import { tensor, type Tensor } from '#engine/tensor/tensor.ts'

const create = {
  ddim: createDdim,
  euler: createEuler,
  'euler-a': createEulerAncestral,
  'dpmpp-2m': createDpmpp2m,
}
interface Golden {
  name: keyof typeof create
  config: Record<string, unknown>
  steps: number
  timesteps: number[]
  initialDeviation: number
  addedAt: number
  added: number[]
  after: number[][]
}
const goldens = JSON.parse(readFileSync('tests/fixtures/golden/samplers.json', 'utf8')) as Golden[]

/** Largest difference, measured against the largest golden value (at least 1). */
function worst(actual: ArrayLike<number>, wanted: readonly number[]): number {
  expect(actual.length).toBe(wanted.length)
  const size = Math.max(1, ...wanted.map(Math.abs))
  return Math.max(...wanted.map((x, i) => Math.abs(x - actual[i]!))) / size
}

/** From sigma 4096 an ancestral step subtracts nearly equal squares: torch's own last bits show at 3e-5. */
function toleranceOf({ name, config }: Golden): number {
  return name === 'euler-a' && config['rescale_betas_zero_snr'] === true ? 1e-4 : 1e-5
}

/** The network of the fixtures: scaled·t / (t + 1) + 0.1. */
function predict(scaled: Tensor, timestep: number): Tensor {
  const data = scaled.data.map((x) => Math.fround(Math.fround(x * timestep) / (timestep + 1)) + 0.1)
  return tensor(scaled.shape, data)
}

describe('samplers step as diffusers does', () => {
  const named = goldens.map((golden) => ({
    golden,
    title: `${golden.name} ${golden.steps} ${JSON.stringify(golden.config).slice(0, 160)}`,
  }))
  test.each(named)('$title', ({ golden }) => {
    const sampler = create[golden.name](golden.config, golden.steps)
    const noise = createTorchNoise(3)
    const draw = (): Tensor => tensor([1, 1, 4, 4], noise.normal(16))
    const [original, added] = [draw(), draw()]
    expect(worst(sampler.timesteps, golden.timesteps)).toBeLessThan(1e-6)
    expect(sampler.initialDeviation / golden.initialDeviation).toBeCloseTo(1, 5)
    expect(worst(sampler.addNoise(original, added, golden.addedAt).data, golden.added)).toBeLessThan(1e-5)
    let sample = scale(original, sampler.initialDeviation)
    for (const [index, wanted] of golden.after.entries()) {
      const prediction = predict(sampler.scaleInput(sample, index), sampler.timesteps[index]!)
      sample = sampler.step(prediction, index, sample, draw)
      expect(worst(sample.data, wanted), `step ${index}`).toBeLessThan(toleranceOf(golden))
    }
  })
})

describe("diffusers' own test sums", () => {
  const base = { num_train_timesteps: 1000, beta_start: 0.0001, beta_end: 0.02, beta_schedule: 'linear' }
  const euler = { ...base, num_train_timesteps: 1100 }
  const dpm = { ...base, lower_order_final: false, final_sigmas_type: 'sigma_min' }
  const v = { prediction_type: 'v_prediction' }
  const karras = { use_karras_sigmas: true }
  const cases: [string, keyof typeof create, Record<string, unknown>, number | null, number][] = [
    ['ddim', 'ddim', { ...base, clip_sample: true }, 172.0067, 0.223967],
    ['ddim v', 'ddim', { ...base, clip_sample: true, ...v }, 52.5302, 0.0684],
    ['euler', 'euler', euler, 10.0807, 0.0131],
    ['euler v', 'euler', { ...euler, ...v }, 0.0002, 2.2676e-6],
    ['euler karras', 'euler', { ...euler, ...karras }, 124.52299499511719, 0.16213932633399963],
    ['euler a', 'euler-a', euler, 152.3192, 0.1983],
    ['dpm++', 'dpmpp-2m', dpm, null, 0.3301],
    ['dpm++ v', 'dpmpp-2m', { ...dpm, ...v }, null, 0.2251],
    ['dpm++ karras v', 'dpmpp-2m', { ...dpm, ...v, ...karras }, null, 0.2096],
  ]
  test.each(cases)('%s', (_, name, config, sum, mean) => {
    const sampler = create[name](config, 10)
    const noise = createTorchNoise(0)
    let sample = scale(harnessSample(), sampler.initialDeviation)
    for (const [index, timestep] of sampler.timesteps.entries()) {
      sample = sampler.scaleInput(sample, index)
      const prediction = tensor(
        sample.shape,
        sample.data.map((x) => (x * timestep) / (timestep + 1)),
      )
      sample = sampler.step(prediction, index, sample, () => tensor(sample.shape, noise.normal(768)))
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
