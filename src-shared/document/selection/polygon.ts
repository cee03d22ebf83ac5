import { type Page, type Plane, newPlane, onPage } from './plane.ts'

interface Point {
  readonly x: number
  readonly y: number
}

interface Side {
  readonly top: number
  readonly bottom: number
  readonly x: number
  readonly slope: number
  readonly turn: 1 | -1
}

/** Lines a pixel at which an antialiased outline is looked at; along them coverage is exact. */
const linesPerPixel = 16

/**
 * What lies inside a closed outline (document pixels), on the page. Where it crosses itself both sides count as
 * inside (non-zero winding). Without `antialias` a pixel is in when its middle is.
 */
export function polygon(points: readonly Point[], antialias: boolean, page: Page): Plane {
  const area = onPage(boundsOf(points), page)
  if (!area || points.length < 3) return newPlane({ x: 0, y: 0, width: 0, height: 0 })
  const plane = newPlane(area)
  const sides = sidesOf(points)
  const lines = antialias ? linesPerPixel : 1
  const row = new Float32Array(area.width + 2)
  for (let y = 0; y < area.height; y++) {
    const top = area.y + y
    const near = sides.filter((side) => side.top < top + 1 && side.bottom > top)
    if (near.length === 0) continue
    row.fill(0)
    for (let line = 0; line < lines; line++) {
      addLine(row, crossings(near, top + (line + 0.5) / lines), area.x, area.width, antialias)
    }
    for (let x = 0, sum = 0; x < area.width; x++) {
      sum += row[x] ?? 0
      plane.data[y * area.width + x] = (sum * 255) / lines
    }
  }
  return plane
}

export function boundsOf(points: readonly Point[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

function sidesOf(points: readonly Point[]): Side[] {
  return points.flatMap((from, index) => {
    const to = points[(index + 1) % points.length] ?? from
    if (from.y === to.y) return []
    const down = to.y > from.y
    const [upper, lower] = down ? [from, to] : [to, from]
    const slope = (lower.x - upper.x) / (lower.y - upper.y)
    return [{ top: upper.y, bottom: lower.y, x: upper.x, slope, turn: down ? 1 : -1 } as const]
  })
}

function crossings(sides: readonly Side[], y: number): { x: number; turn: number }[] {
  return sides
    .filter(({ top, bottom }) => top <= y && bottom > y)
    .map(({ x, top, slope, turn }) => ({ x: x + (y - top) * slope, turn }))
    .sort((a, b) => a.x - b.x)
}

/** Adds what one line covers to `row`, as differences from pixel to pixel. */
function addLine(
  row: Float32Array,
  found: readonly { x: number; turn: number }[],
  left: number,
  width: number,
  antialias: boolean,
): void {
  let winding = 0
  for (const { x, turn } of found) {
    const before = winding
    winding += turn
    const sign = before === 0 ? 1 : winding === 0 ? -1 : 0
    if (sign === 0) continue
    const at = Math.min(Math.max(x - left, 0), width)
    // A pixel whose middle is at or beyond the crossing.
    const place = antialias ? at : Math.ceil(at - 0.5)
    const whole = Math.floor(place)
    const part = place - whole
    row[whole] = (row[whole] ?? 0) + sign * (1 - part)
    row[whole + 1] = (row[whole + 1] ?? 0) + sign * part
  }
}
