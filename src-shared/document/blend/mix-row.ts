import type { BlendMode } from '#shared/entities/blend-mode.ts'
import { type Run, blendRow } from './blend-row.ts'

/**
 * Turns `count` pixels of `target` into those of `changed` by `opacity` (0 … 1), in place: what an adjustment does
 * to what is beneath it. Colours are mixed weighted by their alpha, and alpha goes along (a blur moves it). Another
 * mode than normal first blends the changed colours with the target's own.
 */
export function mixRow(target: Run, changed: Run, count: number, mode: BlendMode, opacity: number): void {
  const goal = mode === 'normal' ? changed : blended(target, changed, count, mode)
  const out = target.bytes
  const from = goal.bytes
  for (let t = target.at, g = goal.at, end = t + count * 4; t < end; t += 4, g += 4) {
    const before = (out[t + 3] ?? 0) * (1 - opacity)
    const after = (from[g + 3] ?? 0) * opacity
    const whole = before + after
    out[t + 3] = whole
    if (whole === 0) continue
    const share = after / whole
    for (let i = 0; i < 3; i++) out[t + i] = (out[t + i] ?? 0) * (1 - share) + (from[g + i] ?? 0) * share
  }
}

/** The changed colours blended with the target's as though both were opaque; alpha is that of `changed`. */
function blended(target: Run, changed: Run, count: number, mode: BlendMode): Run {
  const goal = target.bytes.slice(target.at, target.at + count * 4)
  const over = changed.bytes.slice(changed.at, changed.at + count * 4)
  for (let i = 3; i < goal.length; i += 4) goal[i] = over[i] = 255
  blendRow({ bytes: goal, at: 0 }, { bytes: over, at: 0 }, count, mode, 1)
  for (let i = 3; i < goal.length; i += 4) goal[i] = changed.bytes[changed.at + i] ?? 0
  return { bytes: goal, at: 0 }
}
