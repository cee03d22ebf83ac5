/** Squared distance of each pixel's middle to that of the nearest seed, and which one it is; Infinity, −1 without. */
export interface Distances {
  readonly squared: Float64Array
  readonly nearest: Int32Array
}

/**
 * Exact Euclidean distances in linear time: down and up each column, then the lower envelope of parabolas along each
 * row (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", 2012).
 */
export function distancesTo(isSeed: (at: number) => boolean, width: number, height: number): Distances {
  const rows = nearestInColumns(isSeed, width, height)
  const squared = new Float64Array(width * height)
  const nearest = new Int32Array(width * height)
  const hull = new Int32Array(width)
  const from = new Float64Array(width + 1)
  const heights = new Float64Array(width)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = rows[y * width + x] ?? -1
      heights[x] = row < 0 ? Infinity : (row - y) * (row - y)
    }
    const count = envelope(heights, hull, from)
    for (let x = 0, k = 0; x < width; x++) {
      const at = y * width + x
      while (k + 1 < count && (from[k + 1] ?? 0) < x) k++
      const column = hull[k] ?? 0
      squared[at] = count === 0 ? Infinity : (x - column) * (x - column) + (heights[column] ?? 0)
      nearest[at] = count === 0 ? -1 : (rows[y * width + column] ?? 0) * width + column
    }
  }
  return { squared, nearest }
}

/** The parabolas that are lowest somewhere, and where each begins to be; returns how many there are. */
function envelope(heights: Float64Array, hull: Int32Array, from: Float64Array): number {
  let count = 0
  for (let x = 0; x < heights.length; x++) {
    const height = heights[x] ?? Infinity
    if (height === Infinity) continue
    let start = -Infinity
    while (count > 0) {
      const last = hull[count - 1] ?? 0
      start = (height + x * x - (heights[last] ?? 0) - last * last) / (2 * x - 2 * last)
      if (start > (from[count - 1] ?? 0)) break
      count--
    }
    hull[count] = x
    from[count] = count === 0 ? -Infinity : start
    count++
  }
  return count
}

/** The row of the nearest seed in the same column, −1 where there is none. */
function nearestInColumns(isSeed: (at: number) => boolean, width: number, height: number): Int32Array {
  const rows = new Int32Array(width * height).fill(-1)
  for (let x = 0; x < width; x++) {
    for (let y = 0, last = -1; y < height; y++) {
      if (isSeed(y * width + x)) last = y
      rows[y * width + x] = last
    }
    for (let y = height - 1, last = -1; y >= 0; y--) {
      const at = y * width + x
      if (isSeed(at)) last = y
      const above = rows[at] ?? -1
      if (last >= 0 && (above < 0 || last - y < y - above)) rows[at] = last
    }
  }
  return rows
}
