const round = Math.fround

/** Solves a small system of linear equations in float32, by elimination with the largest pivot of each column. */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  wanted: readonly number[],
): readonly number[] {
  const rows = matrix.map((row, i) => [...row, wanted[i]!])
  const size = rows.length
  for (let column = 0; column < size; column++) {
    const below = rows.slice(column).map((row) => Math.abs(row[column]!))
    const pivot = column + below.indexOf(Math.max(...below))
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    const top = rows[column]!
    for (const row of rows.slice(column + 1)) {
      const factor = round(row[column]! / top[column]!)
      for (let k = column; k <= size; k++) row[k] = round(row[k]! - round(factor * top[k]!))
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i]!
    const rest = row
      .slice(i + 1, size)
      .reduce((sum, value, k) => round(sum - round(value * solution[i + 1 + k]!)), row[size]!)
    solution[i] = round(rest / row[i]!)
  }
  return solution
}
