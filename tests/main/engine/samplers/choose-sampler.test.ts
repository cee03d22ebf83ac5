import { describe, expect, test } from 'vitest'
import { chooseSampler } from '#engine/samplers/index.ts'
import { samplerNames, scheduleNames, type SamplerName } from '#shared/entities/generation-request.ts'

const stable = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }
const choose = (config: Record<string, unknown>, wanted: Partial<Parameters<typeof chooseSampler>[1]> = {}) =>
  chooseSampler({ ...stable, ...config }, { sampler: null, schedule: null, steps: 4, ...wanted })
const timesteps = (...given: Parameters<typeof choose>) => choose(...given).create().timesteps

describe("the model's own sampler", () => {
  test.each([
    ['DDIMScheduler', 'ddim'],
    ['DDPMScheduler', 'ddpm'],
    ['PNDMScheduler', 'pndm'],
    ['EulerDiscreteScheduler', 'euler'],
    ['EulerAncestralDiscreteScheduler', 'euler-a'],
    ['HeunDiscreteScheduler', 'heun'],
    ['LMSDiscreteScheduler', 'lms'],
    ['KDPM2DiscreteScheduler', 'dpm2'],
    ['KDPM2AncestralDiscreteScheduler', 'dpm2-a'],
    ['DPMSolverMultistepScheduler', 'dpmpp-2m'],
    ['DPMSolverSinglestepScheduler', 'dpmpp-sde'],
    ['UniPCMultistepScheduler', 'unipc'],
    ['DEISMultistepScheduler', 'deis'],
    ['LCMScheduler', 'lcm'],
    ['TCDScheduler', 'tcd'],
  ])('%s is %s', (className, name) => {
    expect(choose({ _class_name: className }).name).toBe(name)
  })

  test('with fresh noise is told by its algorithm', () => {
    const config = { _class_name: 'DPMSolverMultistepScheduler', algorithm_type: 'sde-dpmsolver++' }
    expect(choose(config).name).toBe('dpmpp-2m-sde')
  })

  test('what is not built is refused by name', () => {
    expect(() => choose({ _class_name: 'DPMSolverSDEScheduler' })).toThrow(
      /DPMSolverSDEScheduler.*--sampler ddim/,
    )
    const multistep = { _class_name: 'DPMSolverMultistepScheduler' }
    expect(() => choose({ ...multistep, solver_order: 4 })).toThrow(/solver_order/)
    expect(() => choose({ ...multistep, use_flow_sigmas: true })).toThrow(/use_flow_sigmas/)
    expect(() => choose({ ...multistep, thresholding: true })).toThrow(/thresholding/)
    expect(() => choose({ _class_name: 'DDPMScheduler', variance_type: 'learned_range' })).toThrow(
      /variance_type/,
    )
  })
})

describe('fields', () => {
  test('absent ones are the defaults of the class: DDIM leads, Euler spaces linearly', () => {
    expect(timesteps({}, { sampler: 'ddim' })).toEqual([751, 501, 251, 1])
    expect(timesteps({}, { sampler: 'euler' })).toEqual([999, 666, 333, 0])
  })

  test('those of the model count for every sampler', () => {
    const free: readonly SamplerName[] = [
      'ddim',
      'ddpm',
      'euler',
      'euler-a',
      'lms',
      'dpmpp-2m',
      'unipc',
      'deis',
    ]
    for (const sampler of free) {
      expect(timesteps({ timestep_spacing: 'trailing' }, { sampler })).toEqual([999, 749, 499, 249])
    }
  })

  test('a sampler asked for by name is that one, whatever solver the config has', () => {
    const config = { algorithm_type: 'sde-dpmsolver++', solver_order: 3 }
    const sample = { shape: [1, 1], data: Float32Array.of(1) }
    const draws = (sampler: SamplerName): number => {
      let count = 0
      const draw = () => ({ shape: [1, 1], data: Float32Array.of((count += 1)) })
      choose(config, { sampler }).create().step(sample, 0, sample, draw)
      return count
    }
    expect(draws('dpmpp-2m')).toBe(0)
    expect(draws('dpmpp-2m-sde')).toBe(1)
  })

  test('clipping is off even where the config has it on, but not in inpainting', () => {
    const sample = { shape: [1, 1], data: Float32Array.of(50) }
    const none = { shape: [1, 1], data: Float32Array.of(0) }
    const last = (pipeline?: 'inpainting') =>
      choose({ clip_sample: true }, { sampler: 'ddim', ...(pipeline && { pipeline }) })
        .create()
        .step(none, 3, sample, () => none).data[0]
    expect(last()).toBeGreaterThan(40)
    expect(last('inpainting')).toBeLessThan(2)
  })

  test('steps are offset by 1 in the pipelines that do so', () => {
    expect(timesteps({}, { sampler: 'ddim', pipeline: 'inpainting' })).toEqual([751, 501, 251, 1])
    expect(timesteps({}, { sampler: 'ddim', pipeline: 'other' })).toEqual([750, 500, 250, 0])
  })

  test("PNDM starts with Runge and Kutta's steps unless told not to, or inpainting", () => {
    const pndm = { sampler: 'pndm', steps: 5 } as const
    expect(timesteps({}, pndm)).toHaveLength(14)
    expect(timesteps({ skip_prk_steps: true }, pndm)).toEqual([801, 601, 601, 401, 201, 1])
    expect(timesteps({}, { ...pndm, pipeline: 'inpainting' })).toEqual([801, 601, 601, 401, 201, 1])
    expect(() => choose({}, { sampler: 'pndm', steps: 3 })).toThrow(/4 steps or more/)
  })
})

describe('schedules', () => {
  test.each(['sgm-uniform', 'simple'] as const)('%s trails', (schedule) => {
    expect(timesteps({}, { sampler: 'euler', schedule })).toEqual([999, 749, 499, 249])
  })

  test("normal switches the model's own ramp off, another replaces it", () => {
    const own = { use_karras_sigmas: true }
    const karras = timesteps({}, { sampler: 'euler', schedule: 'karras' })
    expect(karras).not.toEqual(timesteps({}, { sampler: 'euler' }))
    expect(timesteps(own, { sampler: 'euler' })).toEqual(karras)
    expect(timesteps(own, { sampler: 'euler', schedule: 'normal' })).toEqual(
      timesteps({}, { sampler: 'euler' }),
    )
    expect(timesteps(own, { sampler: 'euler', schedule: 'beta' })).toEqual(
      timesteps({}, { sampler: 'euler', schedule: 'beta' }),
    )
  })

  test('each sampler has those that it has in diffusers; the others are refused with the way out', () => {
    const without: Partial<Record<SamplerName, readonly string[]>> = {
      ddim: ['karras', 'exponential', 'beta'],
      ddpm: ['karras', 'exponential', 'beta'],
      pndm: ['karras', 'exponential', 'beta'],
      'euler-a': ['karras', 'exponential', 'beta'],
      'dpmpp-sde': ['sgm-uniform', 'simple'],
      lcm: ['karras', 'exponential', 'beta', 'sgm-uniform', 'simple'],
      tcd: ['karras', 'exponential', 'beta', 'sgm-uniform', 'simple'],
    }
    for (const sampler of samplerNames) {
      for (const schedule of scheduleNames) {
        const make = (): unknown => choose({}, { sampler, schedule })
        if (without[sampler]?.includes(schedule) === true) {
          expect(make).toThrow(
            new RegExp(`${sampler} sampler has no ${schedule} schedule.*Choose one of .*euler`),
          )
        } else expect(make).not.toThrow()
      }
    }
  })

  test('two ramps in one config are refused', () => {
    const config = { use_karras_sigmas: true, use_beta_sigmas: true }
    expect(() => choose(config, { sampler: 'heun' })).toThrow(/only one of them/)
  })
})

test('more steps than a model was distilled on are refused with their number', () => {
  expect(() => choose({}, { sampler: 'lcm', steps: 51 })).toThrow(/50 steps at most/)
  expect(() => choose({ original_inference_steps: 20 }, { sampler: 'tcd', steps: 21 })).toThrow(/20 steps/)
})
