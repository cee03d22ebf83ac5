import type { GenerationRequest } from '../entities/generation-request.ts'

type Asked = Pick<
  GenerationRequest,
  'width' | 'height' | 'steps' | 'strength' | 'init' | 'hires' | 'guidanceScale'
>

/** How much a picture asks of the denoiser: steps times megapixels, twice with guidance, and its second pass. */
export function workOf({ width, height, steps, strength, init, hires, guidanceScale }: Asked): number {
  const megapixels = (width * height) / 1e6
  const first = init === null ? steps : Math.max(1, Math.floor(steps * strength))
  const second =
    hires === null ? 0 : Math.max(1, Math.floor((hires.steps ?? steps) * hires.strength)) * hires.scale ** 2
  return megapixels * (first + second) * (guidanceScale > 1 ? 2 : 1)
}

/** The middle of several numbers; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
