import { divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Sampler } from '../sampler.ts'
import { readFinal, trainingSigmas, type SigmaSchedule } from '../schedules/sigmas.ts'
import { readCommon, readFields, type CommonSettings, type RawConfig } from '../settings.ts'
import { derivative, initialDeviation, spacedLevels, totalDeviation } from './sigma-steps.ts'

const round = Math.fround

/**
 * Euler's method on the probability flow, without churn, as diffusers' `EulerDiscreteScheduler`.
 * Source: Karras et al., "Elucidating the design space of diffusion-based generative models", 2022, algorithm 2.
 */
export function createEuler(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'linspace' })
  const { timesteps, sigmas } = createSchedule(config, settings, steps)
  return {
    timesteps,
    order: 1,
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

function createSchedule(config: RawConfig, settings: CommonSettings, steps: number): SigmaSchedule {
  const fields = readFields(config)
  const training = trainingSigmas(settings)
  const inLog = fields.choice('interpolation_type', 'linear', ['linear', 'log_linear']) === 'log_linear'
  const given = inLog ? { levels: evenInLog(training.logs, steps + 1) } : {}
  const { timesteps, levels } = spacedLevels(config, settings, steps, training, given)
  const last = readFinal(config) === 'zero' ? 0 : training.levels[0]!
  const sigmas = Float32Array.from([...levels, last])
  const isContinuous = fields.choice('timestep_type', 'discrete', ['discrete', 'continuous']) === 'continuous'
  if (!isContinuous || settings.prediction !== 'v_prediction')
    return { timesteps: timesteps.map(round), sigmas }
  return { timesteps: [...sigmas.slice(0, -1)].map((sigma) => round(0.25 * round(Math.log(sigma)))), sigmas }
}

/** Levels from the highest to the lowest of training, evenly in the logarithm, in float32. */
function evenInLog(logs: Float32Array, count: number): number[] {
  const [high, low] = [logs[logs.length - 1]!, logs[0]!]
  const step = round(round(low - high) / (count - 1))
  return Array.from({ length: count }, (_, i) => {
    const log = i < Math.floor(count / 2) ? high + step * i : low - step * (count - 1 - i)
    return round(Math.exp(round(log)))
  })
}
