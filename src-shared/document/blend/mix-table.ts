import { type SeparableMode, separable } from './separable.ts'

const made = new Map<SeparableMode, Float32Array>()

/** 255 × B(cb, cs) at cb × 256 + cs, for bytes cb and cs; made when it is first asked for (256 KiB). */
export function mixTable(mode: SeparableMode): Float32Array {
  const known = made.get(mode)
  if (known) return known
  const mix = separable[mode]
  const table = Float32Array.from(
    { length: 65_536 },
    (_none, i) => 255 * mix((i >> 8) / 255, (i & 255) / 255),
  )
  made.set(mode, table)
  return table
}
