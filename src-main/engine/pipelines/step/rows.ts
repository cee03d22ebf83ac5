import type { Conditioning } from '#engine/networks/network.ts'
import { halves, stack } from '#engine/tensor/arithmetic.ts'

/** Rows of the sample that a conditioning is for. */
export function rowCount({ context, shares }: Conditioning): number {
  return (shares ?? context).shape[0]!
}

/** Conditioning of two rows as its first and its second; of one row as that one. */
export function rowsOf(conditioning: Conditioning): readonly Conditioning[] {
  const { context, pooled, timeIds, residuals, shares } = conditioning
  if (rowCount(conditioning) === 1) return [conditioning]
  const row = (which: 0 | 1): Conditioning => ({
    ...conditioning,
    context: halves(context)[which],
    ...(pooled && { pooled: halves(pooled)[which] }),
    ...(timeIds && { timeIds: halves(timeIds)[which] }),
    ...(shares && { shares: halves(shares)[which] }),
    ...(residuals && { residuals: residuals.map((tensor) => halves(tensor)[which]) }),
  })
  return [row(0), row(1)]
}

/** One row after the other, of the same kind. */
export function joinRows(one: Conditioning, other: Conditioning): Conditioning {
  const { pooled, timeIds, residuals } = one
  return {
    ...one,
    context: stack(one.context, other.context),
    ...(pooled && { pooled: stack(pooled, other.pooled!) }),
    ...(timeIds && { timeIds: stack(timeIds, other.timeIds!) }),
    ...(residuals && {
      residuals: residuals.map((tensor, index) => stack(tensor, other.residuals![index]!)),
    }),
  }
}
