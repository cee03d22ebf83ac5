import type { Rectangle } from '#shared/entities/studio-document.ts'

/** One touch of the tip; an ellipse whose longer half axis is `radius`. */
export interface Dab {
  /** Centre in the layer's pixels; pixel (0, 0) covers 0 … 1. */
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Shorter by longer axis, above 0 up to 1. */
  readonly roundness: number
  /** Of the longer axis, in radians, clockwise from the right. */
  readonly angle: number
  /** How much of what is still missing one dab covers, 0 … 1. */
  readonly flow: number
  /** Dabs cover up to here and no further, 0 … 1. */
  readonly limit: number
}

/** The pixels that a dab may touch. */
export function dabBounds({ x, y, radius }: Pick<Dab, 'x' | 'y' | 'radius'>): Rectangle {
  const left = Math.floor(x - radius - 1)
  const top = Math.floor(y - radius - 1)
  return { x: left, y: top, width: Math.ceil(x + radius + 1) - left, height: Math.ceil(y + radius + 1) - top }
}

/** Strengths by squared distance as a share of the squared radius, so that no dab needs roots or cubes. */
export interface DabProfile {
  readonly hardness: number
  readonly strengths: Float32Array
}

const entries = 4096

/** Full up to `hardness` (0 … 1) of the radius, then a smooth step down to the rim. */
export function dabProfile(hardness: number): DabProfile {
  const strengths = Float32Array.from({ length: entries + 1 }, (_none, i) => {
    const fall = Math.max(0, (Math.sqrt(i / entries) - hardness) / Math.max(1e-6, 1 - hardness))
    return 1 - fall * fall * (3 - 2 * fall)
  })
  return { hardness, strengths }
}

/**
 * Adds a dab to `coverage`, a tile of `stride` columns whose first pixel is (`left`, `top`), within `part` of the
 * layer. A tip that falls off over less than a pixel gets a rim of one pixel instead, so that it is not jagged.
 */
export function coverDab(
  coverage: Float32Array,
  { left, top, stride }: { readonly left: number; readonly top: number; readonly stride: number },
  part: Rectangle,
  dab: Dab,
  { hardness, strengths }: DabProfile,
): void {
  const { radius, flow, limit } = dab
  const { a, b, c } = ellipse(dab)
  const crisp = radius * (1 - hardness) < 1
  const reach = crisp ? (radius + 0.5) ** 2 : radius ** 2
  const core = crisp ? Math.max(0, radius - 0.5) ** 2 : 0
  const scale = entries / radius ** 2
  for (let y = part.y; y < part.y + part.height; y++) {
    const dy = y + 0.5 - dab.y
    // Where a·dx² + b·dx·dy + c·dy² is within reach: the row's share of the ellipse.
    const within = (b * dy) ** 2 - 4 * a * (c * dy * dy - reach)
    if (within < 0) continue
    const half = Math.sqrt(within) / (2 * a)
    const middle = dab.x - 0.5 - (b * dy) / (2 * a)
    const first = Math.max(part.x, Math.ceil(middle - half))
    const last = Math.min(part.x + part.width - 1, Math.floor(middle + half))
    let at = (y - top) * stride + first - left
    for (let x = first; x <= last; x++, at++) {
      const before = coverage[at]!
      if (before >= limit) continue
      const dx = x + 0.5 - dab.x
      const squared = (a * dx + b * dy) * dx + c * dy * dy
      const strength = crisp
        ? squared <= core
          ? 1
          : Math.max(0, radius + 0.5 - Math.sqrt(squared))
        : strengths[(squared * scale) | 0]!
      coverage[at] = before + (limit - before) * (strength > 1 ? 1 : strength) * flow
    }
  }
}

/** The squared distance in the tip's own frame as a·dx² + b·dx·dy + c·dy². */
function ellipse({ roundness, angle }: Dab): { a: number; b: number; c: number } {
  if (roundness >= 1) return { a: 1, b: 0, c: 1 }
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const across = 1 / roundness ** 2
  return {
    a: cos * cos + sin * sin * across,
    b: 2 * cos * sin * (1 - across),
    c: sin * sin + cos * cos * across,
  }
}
