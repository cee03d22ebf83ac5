import type { Conditioning } from '#engine/networks/network.ts'
import { halves, stack } from '#engine/tensor/arithmetic.ts'

/** Conditioning of two rows as its first and its second; of one row as that one. */
export function rowsOf(conditioning: Conditioning): readonly Conditioning[] {
  const { context, pooled, timeIds, residuals } = conditioning
  if (context.shape[0] === 1) return [conditioning]
  const row = (which: 0 | 1): Conditioning => ({
    ...conditioning,
    context: halves(context)[which],
    ...(pooled && { pooled: halves(pooled)[which] }),
    ...(timeIds && { timeIds: halves(timeIds)[which] }),
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
