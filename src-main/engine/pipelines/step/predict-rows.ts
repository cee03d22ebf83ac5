import { VersoError } from '#shared/errors.ts'
import type { Conditioning } from '#engine/networks/network.ts'
import { halves, stack } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { PipelineRun } from '../pipeline-run.ts'
import { rowCount, rowsOf } from './rows.ts'

/**
 * Latent cells (128 × 128: 1024² pixels) beyond which the rows with and without the prompt are predicted one after
 * the other: half the memory, as fast, and no tensor near the size at which Electron ends a process.
 */
const cellsTogether = 128 * 128

/** Latent cells (256 × 256: 2048² pixels) beyond which a denoiser's tensors pass 1 GiB even by themselves. */
const cellsAtMost = 256 * 256

/** Runs that were short of memory with both rows at once. */
const short = new WeakSet<PipelineRun>()

/** Predictions of one input under conditioning of one or two rows: both at once, where memory allows it. */
export async function predictRows(
  run: PipelineRun,
  input: Tensor,
  timestep: number,
  conditioning: Conditioning,
): Promise<readonly Tensor[]> {
  const { denoiser } = run.model
  refuseGiants(run, input)
  if (rowCount(conditioning) === 1) return [await denoiser.predict(input, timestep, conditioning)]
  if (cellsOf(input) > cellsTogether || short.has(run)) return oneByOne(run, input, timestep, conditioning)
  try {
    return halves(await denoiser.predict(stack(input, input), timestep, conditioning))
  } catch (error) {
    if (!(error instanceof VersoError && error.code === 'out-of-memory')) throw error
    short.add(run)
    return oneByOne(run, input, timestep, conditioning)
  }
}

async function oneByOne(
  { model }: PipelineRun,
  input: Tensor,
  timestep: number,
  conditioning: Conditioning,
): Promise<readonly Tensor[]> {
  const found: Tensor[] = []
  for (const row of rowsOf(conditioning)) found.push(await model.denoiser.predict(input, timestep, row))
  return found
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
