import { readFields, UnsupportedScheduler, type CommonSettings, type RawConfig } from '../settings.ts'

/**
 * Timesteps of models distilled to few steps: spread over the `original_inference_steps` (50) that the model was
 * distilled on. `strength` is LCM's own image to image, which leaves out the first of those and takes all steps.
 */
export function distilledSteps(
  config: RawConfig,
  { trainSteps }: CommonSettings,
  steps: number,
  strength = 1,
): number[] {
  const original = readFields(config).number('original_inference_steps', 50)
  if (original > trainSteps) {
    throw new UnsupportedScheduler(
      `The scheduler's original_inference_steps are ${original}, more than its ${trainSteps} training steps.`,
    )
  }
  const known = Math.floor(original * strength)
  if (steps > known) {
    throw new UnsupportedScheduler(`This sampler takes ${known} steps at most with this model, not ${steps}.`)
  }
  const stride = Math.floor(trainSteps / original)
  return Array.from({ length: steps }, (_, i) => (known - Math.floor(i * (known / steps))) * stride - 1)
}
