/**
 * For each pixel the index of the nearest known one (by Euclidean distance); −1 everywhere when none is known.
 * `unknown` is width × height bytes, 0 is known. Exact, in time linear in the pixels: Felzenszwalb and Huttenlocher,
 * "Distance Transforms of Sampled Functions", 2012.
 */
export function nearestKnown(
  unknown: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Int32Array {
  const rows = nearestInColumns(unknown, width, height)
  const nearest = new Int32Array(width * height)
  const hull = { at: new Int32Array(width), from: new Float64Array(width + 1) }
  for (let y = 0; y < height; y++) nearestInRow(rows, nearest, y, width, hull)
  return nearest
}

/** The row of the nearest known pixel in the same column; −1 where a column has none. */
function nearestInColumns(
  unknown: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Int32Array {
  const rows = new Int32Array(width * height).fill(-1)
  for (let x = 0; x < width; x++) {
    for (let y = 0, last = -1; y < height; y++) {
      if (unknown[y * width + x] === 0) last = y
      rows[y * width + x] = last
    }
    for (let y = height - 1, next = -1; y >= 0; y--) {
      if (unknown[y * width + x] === 0) next = y
      const above = rows[y * width + x] ?? -1
      if (next >= 0 && (above < 0 || next - y < y - above)) rows[y * width + x] = next
    }
  }
  return rows
}

interface Hull {
  /** Columns whose parabola is the lowest somewhere, from the left. */
  readonly at: Int32Array
  /** Where each begins to be. */
  readonly from: Float64Array
}

function nearestInRow(
  rows: Int32Array,
  nearest: Int32Array,
  y: number,
  width: number,
  { at, from }: Hull,
): void {
  let last = -1
  const height = (column: number) => ((rows[y * width + column] ?? 0) - y) ** 2
  for (let x = 0; x < width; x++) {
    if ((rows[y * width + x] ?? -1) < 0) continue
    let start = -Infinity
    for (; last >= 0; last--) {
      const before = at[last] ?? 0
      start = (height(x) + x * x - height(before) - before * before) / (2 * (x - before))
      if (start > (from[last] ?? 0)) break
      start = -Infinity
    }
    last++
    at[last] = x
    from[last] = start
  }
  for (let x = 0, part = 0; x < width; x++) {
    while (part < last && (from[part + 1] ?? 0) < x) part++
    const column = at[part] ?? 0
    nearest[y * width + x] = last < 0 ? -1 : (rows[y * width + column] ?? 0) * width + column
  }
}
