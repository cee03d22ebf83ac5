import { divide, weightedSum } from '../tensor/arithmetic.ts'
import { derivative, initialDeviation, totalDeviation } from './euler-steps.ts'
import type { Sampler } from './sampler.ts'
import { readCommon, readFields, type CommonSettings, type RawConfig } from './settings.ts'
import {
  finalSigma,
  karrasSigmas,
  refuseUnbuiltSchedules,
  timestepOfSigma,
  trainingSigmas,
  type SigmaSchedule,
} from './sigmas.ts'
import { interpolate, leadingDown, linspaceDown, trailingDown } from './spacing.ts'

/**
 * Euler's method on the probability flow, without churn, as diffusers' `EulerDiscreteScheduler`.
 * Source: Karras et al., "Elucidating the design space of diffusion-based generative models", 2022, algorithm 2.
 */
export function createEuler(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, 'linspace', ['epsilon', 'v_prediction', 'sample'])
  const { timesteps, sigmas } = createSchedule(config, settings, steps)
  return {
    timesteps,
    initialDeviation: initialDeviation(sigmas, settings.spacing),
    scaleInput: (sample, index) => divide(sample, totalDeviation(sigmas[index]!)),
    step(prediction, index, sample) {
      const sigma = sigmas[index]!
      const slope = derivative(settings.prediction, prediction, sample, sigma)
      return weightedSum(sample, 1, slope, sigmas[index + 1]! - sigma)
    },
    addNoise: (original, noise, index) => weightedSum(original, 1, noise, sigmas[index]!),
  }
}

/** Evenly spread timesteps in float32, the same for both Euler samplers. */
export function spreadEvenly({ spacing, trainSteps, stepsOffset }: CommonSettings, steps: number): number[] {
  switch (spacing) {
    case 'linspace':
      return linspaceDown(trainSteps - 1, steps).map(Math.fround)
    case 'leading':
      return leadingDown(trainSteps, steps, stepsOffset)
    case 'trailing':
      return trailingDown(trainSteps, trainSteps, steps)
  }
}

function createSchedule(config: RawConfig, settings: CommonSettings, steps: number): SigmaSchedule {
  const fields = readFields(config)
  refuseUnbuiltSchedules(config)
  fields.choice('interpolation_type', 'linear', ['linear'])
  fields.choice('timestep_type', 'discrete', ['discrete'])
  const { levels, logs } = trainingSigmas(settings)
  const timesteps = spreadEvenly(settings, steps)
  const sigmas = timesteps.map((timestep) => interpolate(timestep, levels))
  const last = finalSigma(config, levels)
  if (!fields.flag('use_karras_sigmas', false))
    return { timesteps, sigmas: Float32Array.from([...sigmas, last]) }
  const lowest = fields.number('sigma_min', sigmas[sigmas.length - 1]!)
  const karras = karrasSigmas(fields.number('sigma_max', sigmas[0]!), lowest, steps)
  return {
    timesteps: karras.map((sigma) => Math.fround(timestepOfSigma(sigma, logs))),
    sigmas: Float32Array.from([...karras, last]),
  }
}
