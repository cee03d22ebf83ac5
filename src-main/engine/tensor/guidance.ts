import { lerp, scale, weightedSum } from './arithmetic.ts'
import type { Tensor } from './tensor.ts'

/**
 * Classifier-free guidance: from the prediction without the prompt `guidance` times the way to that with it (Ho and
 * Salimans, 2022). `rescale` of 0 … 1 draws the result's deviation back to that of the prediction with the prompt
 * (Lin et al., 2023, section 3.4). One picture, [1, channels, h, w].
 */
export function guide(without: Tensor, withPrompt: Tensor, guidance: number, rescale: number): Tensor {
  const guided = lerp(without, withPrompt, guidance)
  if (rescale === 0) return guided
  const ratio = Math.fround(deviation(withPrompt)) / Math.fround(deviation(guided))
  return weightedSum(scale(guided, ratio), rescale, guided, 1 - rescale)
}

/** Of a sample: divided by one less than its numbers. */
function deviation({ data }: Tensor): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (data.length - 1))
}
