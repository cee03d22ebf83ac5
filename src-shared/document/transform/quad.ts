import { type Matrix, chain, invert } from './matrix.ts'

interface Point {
  readonly x: number
  readonly y: number
}

export type Quad = readonly [Point, Point, Point, Point]

/**
 * The projective map that takes the corners of one quadrangle to those of another, in order (Heckbert,
 * "Fundamentals of Texture Mapping and Image Warping", 1989). Null when one of them is folded flat.
 */
export function mapQuad(from: Quad, to: Quad): Matrix | null {
  const square = squareTo(from)
  const back = square && invert(square)
  const forth = squareTo(to)
  if (!back || !forth) return null
  const map = chain(back, forth)
  const [, , , , , , , , scale] = map
  return scale === 0 ? null : (map.map((value) => value / scale) as unknown as Matrix)
}

/** The unit square (0,0) (1,0) (1,1) (0,1) taken to these corners. */
function squareTo([p, q, r, s]: Quad): Matrix | null {
  const [dx1, dy1] = [q.x - r.x, q.y - r.y]
  const [dx2, dy2] = [s.x - r.x, s.y - r.y]
  const [dx3, dy3] = [p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y]
  const det = dx1 * dy2 - dx2 * dy1
  if (Math.abs(det) < 1e-9) return null
  const g = (dx3 * dy2 - dx2 * dy3) / det
  const h = (dx1 * dy3 - dx3 * dy1) / det
  return [
    ...([q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x] as const),
    ...([q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y] as const),
    ...([g, h, 1] as const),
  ]
}

/** True when no corner is turned in: only then does each point of the picture have one place. */
export function isConvex(quad: Quad): boolean {
  const turns = quad.map((corner, at) => {
    const next = quad[(at + 1) % 4] ?? corner
    const after = quad[(at + 2) % 4] ?? corner
    return (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x)
  })
  return turns.every((turn) => turn > 1e-6) || turns.every((turn) => turn < -1e-6)
}
