/** A projective map of the plane, rows one after another: x′ = (ax + by + c) / (gx + hy + i), y′ alike. */
export type Matrix = readonly [
  ...[a: number, b: number, c: number],
  ...[d: number, e: number, f: number],
  ...[g: number, h: number, i: number],
]

interface Point {
  readonly x: number
  readonly y: number
}

export const identity: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1]

export function translation(x: number, y: number): Matrix {
  return [1, 0, x, 0, 1, y, 0, 0, 1]
}

export function scaling(x: number, y: number): Matrix {
  return [x, 0, 0, 0, y, 0, 0, 0, 1]
}

/** Turns by `angle` radians, clockwise on a screen whose y grows downwards. */
export function rotation(angle: number): Matrix {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [cos, -sin, 0, sin, cos, 0, 0, 0, 1]
}

/** `x` and `y` are the tangents by which each direction leans. */
export function skewing(x: number, y: number): Matrix {
  return [1, x, 0, y, 1, 0, 0, 0, 1]
}

/** The map that does `first`, then the others in turn. */
export function chain(first: Matrix, ...then: readonly Matrix[]): Matrix {
  return then.reduce((done, next) => multiply(next, done), first)
}

/** `map` about the point (x, y) in place of the origin. */
export function about(x: number, y: number, map: Matrix): Matrix {
  return chain(translation(-x, -y), map, translation(x, y))
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  const cell = (row: number, column: number) =>
    (m[row * 3] ?? 0) * (n[column] ?? 0) +
    (m[row * 3 + 1] ?? 0) * (n[column + 3] ?? 0) +
    (m[row * 3 + 2] ?? 0) * (n[column + 6] ?? 0)
  return [
    ...([cell(0, 0), cell(0, 1), cell(0, 2)] as const),
    ...([cell(1, 0), cell(1, 1), cell(1, 2)] as const),
    ...([cell(2, 0), cell(2, 1), cell(2, 2)] as const),
  ]
}

/** The map back; null where the plane is folded flat. */
export function invert(m: Matrix): Matrix | null {
  const [a, b, c, d, e, f, g, h, i] = m
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  if (!Number.isFinite(det) || Math.abs(det) < 1e-12) return null
  return [
    ...([(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det] as const),
    ...([(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det] as const),
    ...([(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det] as const),
  ]
}

export function apply([a, b, c, d, e, f, g, h, i]: Matrix, { x, y }: Point): Point {
  const w = g * x + h * y + i
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w }
}

/** True when parallels stay parallel. */
export function isAffine([, , , , , , g, h, i]: Matrix): boolean {
  return Math.abs(g) < 1e-12 && Math.abs(h) < 1e-12 && Math.abs(i - 1) < 1e-9
}
