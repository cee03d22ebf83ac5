import type { CommonSettings } from '../settings.ts'

/** Timesteps as numpy makes them for diffusers, so that rounding falls the same way. Each list descends. */

/** `np.linspace(0, last, count)`, reversed. */
export function linspaceDown(last: number, count: number): number[] {
  const step = last / (count - 1)
  const ascending = Array.from({ length: count }, (_, i) =>
    i === count - 1 && count > 1 ? last : i * (count > 1 ? step : 0),
  )
  return ascending.reverse()
}

/** Every `floor(trainSteps / count)`-th step from 0 upwards plus an offset, reversed. */
export function leadingDown(trainSteps: number, count: number, offset: number): number[] {
  const ratio = Math.floor(trainSteps / count)
  return Array.from({ length: count }, (_, i) => i * ratio + offset).reverse()
}

/** `np.arange(from, 0, −trainSteps / count)` rounded, minus 1. Floating point may add a last entry of −1, as in numpy. */
export function trailingDown(from: number, trainSteps: number, count: number): number[] {
  const step = -trainSteps / count
  const delta = from + step - from
  const length = Math.max(Math.ceil((0 - from) / step), 0)
  return Array.from({ length }, (_, i) => roundHalfEven(from + i * delta) - 1)
}

/** `np.round`: halves go to the even neighbour. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  if (x - floor !== 0.5) return Math.round(x)
  return floor % 2 === 0 ? floor : floor + 1
}

/** `np.interp(x, [0, 1, 2 …], values)`, held at both ends. */
export function interpolate(x: number, values: ArrayLike<number>): number {
  const last = values.length - 1
  if (x <= 0) return values[0]!
  if (x >= last) return values[last]!
  const low = Math.floor(x)
  return (values[low + 1]! - values[low]!) * (x - low) + values[low]!
}

/** Timesteps as diffusers' samplers with η have them: rounded, from the last training step down. */
export function roundedSteps({ spacing, trainSteps, stepsOffset }: CommonSettings, steps: number): number[] {
  switch (spacing) {
    case 'linspace':
      return linspaceDown(trainSteps - 1, steps).map(roundHalfEven)
    case 'leading':
      return leadingDown(trainSteps, steps, stepsOffset)
    case 'trailing':
      return trailingDown(trainSteps, trainSteps, steps)
  }
}

/** Timesteps as k-diffusion's samplers have them: in float32 and, spaced linearly, fractional. */
export function fractionalSteps(settings: CommonSettings, steps: number): number[] {
  if (settings.spacing !== 'linspace') return roundedSteps(settings, steps)
  return linspaceDown(settings.trainSteps - 1, steps).map(Math.fround)
}

/** Timesteps as the DPM solvers have them: spaced for one step more, whose last is left out. */
export function solverSteps(
  { spacing, trainSteps, stepsOffset }: CommonSettings,
  usable: number,
  steps: number,
): number[] {
  switch (spacing) {
    case 'linspace':
      return linspaceDown(usable - 1, steps + 1)
        .slice(0, -1)
        .map(roundHalfEven)
    case 'leading':
      return leadingDown(usable, steps + 1, stepsOffset).slice(0, -1)
    case 'trailing':
      return trailingDown(usable, trainSteps, steps)
  }
}
