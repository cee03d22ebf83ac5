import { VersoError } from '#shared/errors.ts'
import type { Conditioning, Denoiser } from '#engine/networks/network.ts'
import { halves, stack } from '#engine/tensor/arithmetic.ts'
import { guide } from '#engine/tensor/guidance.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { PipelineRun } from '../pipeline-run.ts'

/**
 * Latent cells (128 × 128: 1024² pixels) beyond which the rows with and without the prompt are predicted one after
 * the other: half the memory, as fast, and no tensor near the size at which Electron ends a process.
 */
const cellsTogether = 128 * 128

/** Latent cells (256 × 256: 2048² pixels) beyond which a denoiser's tensors pass 1 GiB even by themselves. */
const cellsAtMost = 256 * 256

/** Runs that were short of memory with both rows at once. */
const short = new WeakSet<PipelineRun>()

/** One prediction for the sampler: that of the denoiser, or with two rows of conditioning the guided one. */
export async function guidedPrediction(
  run: PipelineRun,
  input: Tensor,
  timestep: number,
  conditioning: Conditioning,
): Promise<Tensor> {
  const { denoiser } = run.model
  refuseGiants(run, input)
  if (conditioning.context.shape[0] === 1) return denoiser.predict(input, timestep, conditioning)
  const [without, withPrompt] = await bothRows(run, input, timestep, conditioning)
  const { guidanceScale, guidanceRescale } = run.request
  return guide(without, withPrompt, guidanceScale, guidanceRescale)
}

async function bothRows(
  run: PipelineRun,
  input: Tensor,
  timestep: number,
  conditioning: Conditioning,
): Promise<[Tensor, Tensor]> {
  const { denoiser } = run.model
  if (cellsOf(input) > cellsTogether || short.has(run))
    return oneByOne(denoiser, input, timestep, conditioning)
  try {
    return halves(await denoiser.predict(stack(input, input), timestep, conditioning))
  } catch (error) {
    if (!(error instanceof VersoError && error.code === 'out-of-memory')) throw error
    short.add(run)
    return oneByOne(denoiser, input, timestep, conditioning)
  }
}

async function oneByOne(
  denoiser: Denoiser,
  input: Tensor,
  timestep: number,
  conditioning: Conditioning,
): Promise<[Tensor, Tensor]> {
  const [first, second] = rowsOf(conditioning)
  return [await denoiser.predict(input, timestep, first), await denoiser.predict(input, timestep, second)]
}

function rowsOf(conditioning: Conditioning): [Conditioning, Conditioning] {
  const { context, pooled, timeIds, residuals } = conditioning
  const row = (which: 0 | 1): Conditioning => ({
    ...conditioning,
    context: halves(context)[which],
    ...(pooled && { pooled: halves(pooled)[which] }),
    ...(timeIds && { timeIds: halves(timeIds)[which] }),
    ...(residuals && { residuals: residuals.map((tensor) => halves(tensor)[which]) }),
  })
  return [row(0), row(1)]
}

function cellsOf({ shape }: Tensor): number {
  const [, , height = 1, width = 1] = shape
  return height * width
}

function refuseGiants(run: PipelineRun, input: Tensor): void {
  if (cellsOf(input) <= cellsAtMost) return
  const { width, height } = run.request
  const most = Math.sqrt(cellsAtMost) * run.model.autoencoder.scale
  const message = `${width} × ${height} is more than a denoiser can take at once. Make at most ${most} × ${most} pixels and enlarge the picture afterwards.`
  throw new VersoError('out-of-memory', message, { subject: 'width' })
}
