import { describe, expect, test } from 'vitest'
import { chooseSampler } from '#engine/samplers/index.ts'

const stable = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }
const choose = (config: Record<string, unknown>, wanted: Partial<Parameters<typeof chooseSampler>[1]> = {}) =>
  chooseSampler({ ...stable, ...config }, { sampler: null, schedule: null, steps: 4, ...wanted })
const timesteps = (...given: Parameters<typeof choose>) => choose(...given).create().timesteps

describe("the model's own sampler", () => {
  test.each([
    ['DDIMScheduler', 'ddim'],
    ['EulerDiscreteScheduler', 'euler'],
    ['EulerAncestralDiscreteScheduler', 'euler-a'],
    ['DPMSolverMultistepScheduler', 'dpmpp-2m'],
  ])('%s is %s', (className, name) => {
    expect(choose({ _class_name: className }).name).toBe(name)
  })

  test('what is not built is refused by name', () => {
    expect(() => choose({ _class_name: 'PNDMScheduler' })).toThrow(/PNDMScheduler.*--sampler ddim/)
    expect(() => choose({ _class_name: 'DPMSolverMultistepScheduler', solver_order: 3 })).toThrow(
      /solver_order/,
    )
  })
})

describe('fields', () => {
  test('absent ones are the defaults of the class: DDIM leads, Euler spaces linearly', () => {
    expect(timesteps({}, { sampler: 'ddim' })).toEqual([751, 501, 251, 1])
    expect(timesteps({}, { sampler: 'euler' })).toEqual([999, 666, 333, 0])
  })

  test('those of the model count for every sampler', () => {
    for (const sampler of ['ddim', 'euler', 'euler-a', 'dpmpp-2m'] as const) {
      expect(timesteps({ timestep_spacing: 'trailing' }, { sampler })).toEqual([999, 749, 499, 249])
    }
  })

  test('a sampler asked for by name is that one, whatever solver the config has', () => {
    const config = { algorithm_type: 'sde-dpmsolver++', solver_order: 3 }
    expect(choose(config, { sampler: 'dpmpp-2m' }).name).toBe('dpmpp-2m')
  })

  test('clipping is off even where the config has it on', () => {
    const { create } = choose({ clip_sample: true }, { sampler: 'ddim' })
    const sample = { shape: [1, 1], data: Float32Array.of(50) }
    const none = { shape: [1, 1], data: Float32Array.of(0) }
    expect(create().step(none, 3, sample, () => none).data[0]).toBeGreaterThan(40)
  })
})

describe('schedules', () => {
  test.each(['sgm-uniform', 'simple'] as const)('%s trails', (schedule) => {
    expect(timesteps({}, { sampler: 'euler', schedule })).toEqual([999, 749, 499, 249])
  })

  test("karras is euler's and dpm++'s; normal switches the model's own karras off", () => {
    const karras = timesteps({}, { sampler: 'euler', schedule: 'karras' })
    expect(karras).not.toEqual(timesteps({}, { sampler: 'euler' }))
    expect(timesteps({ use_karras_sigmas: true }, { sampler: 'euler' })).toEqual(karras)
    expect(timesteps({ use_karras_sigmas: true }, { sampler: 'euler', schedule: 'normal' })).toEqual(
      timesteps({}, { sampler: 'euler' }),
    )
    expect(() => choose({}, { sampler: 'euler-a', schedule: 'karras' })).toThrow(/no karras/)
  })
})
