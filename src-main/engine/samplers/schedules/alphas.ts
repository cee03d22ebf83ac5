import { torchRoot } from '#engine/tensor/torch-root.ts'
import type { CommonSettings } from '../settings.ts'

const round = Math.fround

/** Cumulative products of 1 − β for every training step, in float32 as torch computes them. */
export function cumulativeAlphas(settings: CommonSettings): Float32Array {
  let betas = readBetas(settings)
  if (settings.zeroTerminalSnr) betas = rescaleToZeroTerminalSnr(betas)
  return cumulativeProduct(betas.map((beta) => 1 - beta))
}

/** As `cumulativeAlphas`, with the last kept just above zero so that its sigma is finite. */
export function cumulativeAlphasForSigmas(settings: CommonSettings): Float32Array {
  const alphas = cumulativeAlphas(settings)
  if (settings.zeroTerminalSnr) alphas[alphas.length - 1] = 2 ** -24
  return alphas
}

/** √((1 − α) / α): the noise's deviation beside the picture's, ascending. */
export function sigmasOf(alphas: Float32Array): Float32Array {
  return alphas.map((alpha) => torchRoot(round(round(1 - alpha) / alpha)))
}

function readBetas({
  betaSchedule,
  betaStart,
  betaEnd,
  trainSteps,
  trainedBetas,
}: CommonSettings): Float32Array {
  if (trainedBetas !== null) return Float32Array.from(trainedBetas)
  switch (betaSchedule) {
    case 'linear':
      return linspace32(betaStart, betaEnd, trainSteps)
    case 'scaled_linear':
      return linspace32(Math.sqrt(betaStart), Math.sqrt(betaEnd), trainSteps).map((x) => x * x)
    case 'squaredcos_cap_v2':
      return cosineBetas(trainSteps)
  }
}

/** Nichol and Dhariwal, "Improved denoising diffusion probabilistic models", 2021. */
function cosineBetas(count: number): Float32Array {
  const alphaBar = (t: number): number => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2
  return Float32Array.from({ length: count }, (_, i) =>
    Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999),
  )
}

/** `torch.linspace` in float32: the first half counted from the start, the second from the end, fused. */
function linspace32(start: number, end: number, count: number): Float32Array {
  const [first, last] = [round(start), round(end)]
  const step = round(round(last - first) / (count - 1))
  return Float32Array.from({ length: count }, (_, i) =>
    i < Math.floor(count / 2) ? first + step * i : last - step * (count - i - 1),
  )
}

/** Torch's `cumprod`: kept in double, each result rounded. */
function cumulativeProduct(factors: Float32Array): Float32Array {
  let product = 1
  return factors.map((factor) => (product *= factor))
}

/** Lin et al., "Common diffusion noise schedules and sample steps are flawed", 2023, algorithm 1. */
function rescaleToZeroTerminalSnr(betas: Float32Array): Float32Array {
  const roots = cumulativeProduct(betas.map((beta) => 1 - beta)).map(torchRoot)
  const [first, last] = [roots[0]!, roots[roots.length - 1]!]
  const factor = round(first / round(first - last))
  const bars = roots.map((root) => round(round(root - last) * factor)).map((root) => root * root)
  return bars.map((bar, i) => 1 - round(i === 0 ? bar : bar / bars[i - 1]!))
}
