/**
 * The quantile of the beta distribution: x where the regularised incomplete beta function I(x; a, b) is `p`, as
 * `scipy.stats.beta.ppf`. For a and b below 1, whose density is infinite at both ends.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  // From the nearer end, so that values close to 1 keep their digits.
  return p > 0.5 ? 1 - lowQuantile(1 - p, b, a) : lowQuantile(p, a, b)
}

/** Newton's method in ln x, held between bounds that close in. */
function lowQuantile(p: number, a: number, b: number): number {
  const logConstant = logGamma(a + b) - logGamma(a) - logGamma(b)
  let [low, high] = [0, 1]
  let x = Math.min(0.5, (p * a * Math.exp(-logConstant)) ** (1 / a))
  for (let round = 0; round < 100; round++) {
    const excess = incompleteBeta(x, a, b, logConstant) - p
    if (excess > 0) high = x
    else low = x
    const slope = Math.exp(logConstant + a * Math.log(x) + (b - 1) * Math.log1p(-x))
    const next = x * Math.exp(-excess / slope)
    const held = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(held - x) <= 1e-16 * x) return held
    x = held
  }
  return x
}

/** I(x; a, b) by Lentz's continued fraction. Source: Press et al., "Numerical Recipes", 3rd edition, section 6.4. */
function incompleteBeta(x: number, a: number, b: number, logConstant: number): number {
  const front = Math.exp(logConstant + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b
}

function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value)
  let numerator = 1
  let denominator = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = denominator
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const term of [even, odd]) {
      denominator = 1 / away(1 + term * denominator)
      numerator = away(1 + term / numerator)
      change = denominator * numerator
      fraction *= change
    }
    if (Math.abs(change - 1) < 1e-16) break
  }
  return fraction
}

/** ln Γ(x) for x > 0 by Lanczos's sum with g = 7 and nine terms. */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ]
  const shifted = x - 1
  const sum = terms.reduce((total, term, i) => total + term / (shifted + i + 1), 0.9999999999998099)
  const t = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum)
}
