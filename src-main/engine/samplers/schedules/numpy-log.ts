const round = Math.fround

const numerator = [
  0, 0.9999999999999999, 2.112677543073053, 1.4800006335765066, 0.3808837741388408, 0.025899791179079227,
]
const denominator = [
  1, 2.612677543073109, 2.4530060717847364, 0.9864942958519419, 0.15464763749839067, 0.005875095403124574,
]

/**
 * The natural logarithm of a float32 as NumPy's vector code gives it (AVX2 and AVX-512 alike): a quotient of two
 * polynomials on the mantissa, in float32 with fused multiplications, at times off in the last places. Differences
 * of nearly equal logarithms show it. Source: NumPy, `loops_exponent_log`.
 */
export function numpyLog(x: number): number {
  const value = round(x)
  if (!(value > 0) || value === Infinity) return Math.log(value)
  let exponent = Math.floor(Math.log2(value))
  let mantissa = value / 2 ** exponent
  if (mantissa >= 2) [mantissa, exponent] = [mantissa / 2, exponent + 1]
  if (mantissa < 1) [mantissa, exponent] = [mantissa * 2, exponent - 1]
  if (mantissa > round(Math.SQRT2)) [mantissa, exponent] = [mantissa / 2, exponent + 1]
  const part = round(mantissa - 1)
  const quotient = round(polynomial(numerator, part) / polynomial(denominator, part))
  return round(exponent * round(Math.LN2) + quotient)
}

function polynomial(factors: readonly number[], x: number): number {
  return factors.reduceRight((sum, factor) => round(sum * x + round(factor)), 0)
}
