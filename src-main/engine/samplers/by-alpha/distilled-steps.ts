import { readFields, UnsupportedScheduler, type CommonSettings, type RawConfig } from '../settings.ts'

/**
 * Timesteps of models distilled to few steps: spread over the `original_inference_steps` (50) that the model was
 * distilled on.
 */
export function distilledSteps(config: RawConfig, { trainSteps }: CommonSettings, steps: number): number[] {
  const original = readFields(config).number('original_inference_steps', 50)
  if (original > trainSteps) {
    throw new UnsupportedScheduler(
      `The scheduler's original_inference_steps are ${original}, more than its ${trainSteps} training steps.`,
    )
  }
  if (steps > original) {
    throw new UnsupportedScheduler(
      `This sampler takes ${original} steps at most with this model, not ${steps}.`,
    )
  }
  const stride = Math.floor(trainSteps / original)
  return Array.from({ length: steps }, (_, i) => (original - Math.floor(i * (original / steps))) * stride - 1)
}
