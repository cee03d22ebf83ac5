import { type Matrix, apply } from '#shared/document/transform/matrix.ts'

interface Corner {
  readonly u: number
  readonly v: number
  readonly x: number
  readonly y: number
}

/** Pieces a side into which a picture in perspective is cut; each is drawn as two flat triangles. */
const pieces = 16

/** Draws `image` through a projective `matrix` (image pixels → canvas pixels), near enough for a preview. */
export function drawWarped(context: CanvasRenderingContext2D, image: OffscreenCanvas, matrix: Matrix): void {
  const corner = (column: number, row: number): Corner => {
    const [u, v] = [(image.width * column) / pieces, (image.height * row) / pieces]
    return { u, v, ...apply(matrix, { x: u, y: v }) }
  }
  for (let row = 0; row < pieces; row++) {
    for (let column = 0; column < pieces; column++) {
      const [a, b] = [corner(column, row), corner(column + 1, row)]
      const [c, d] = [corner(column + 1, row + 1), corner(column, row + 1)]
      drawTriangle(context, image, [a, b, c])
      drawTriangle(context, image, [a, c, d])
    }
  }
  context.setTransform(1, 0, 0, 1, 0, 0)
}

function drawTriangle(
  context: CanvasRenderingContext2D,
  image: OffscreenCanvas,
  [p, q, r]: readonly [Corner, Corner, Corner],
): void {
  const det = (q.u - p.u) * (r.v - p.v) - (r.u - p.u) * (q.v - p.v)
  if (det === 0) return
  const solve = (at: 'x' | 'y') => {
    const du = ((q[at] - p[at]) * (r.v - p.v) - (r[at] - p[at]) * (q.v - p.v)) / det
    const dv = ((r[at] - p[at]) * (q.u - p.u) - (q[at] - p[at]) * (r.u - p.u)) / det
    return [du, dv, p[at] - du * p.u - dv * p.v] as const
  }
  const [x, y] = [solve('x'), solve('y')]
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.beginPath()
  // A little over the edge, so that no seam shows between two triangles.
  for (const { x, y } of widened([p, q, r])) context.lineTo(x, y)
  context.clip()
  context.setTransform(x[0], y[0], x[1], y[1], x[2], y[2])
  context.drawImage(image, 0, 0)
  context.restore()
}

function widened(corners: readonly Corner[]): { x: number; y: number }[] {
  const middle = {
    x: corners.reduce((sum, { x }) => sum + x, 0) / 3,
    y: corners.reduce((sum, { y }) => sum + y, 0) / 3,
  }
  return corners.map(({ x, y }) => {
    const length = Math.hypot(x - middle.x, y - middle.y) || 1
    return { x: x + ((x - middle.x) / length) * 0.7, y: y + ((y - middle.y) / length) * 0.7 }
  })
}
