import type { Conditioning } from '#engine/networks/network.ts'
import { guide } from '#engine/tensor/guidance.ts'
import { tensor, type Tensor } from '#engine/tensor/tensor.ts'
import type { PartConditioning } from '../conditioning.ts'
import type { PipelineRun } from '../pipeline-run.ts'
import type { StepPlace } from './control.ts'
import { predictRows } from './predict-rows.ts'
import { joinRows, rowsOf } from './rows.ts'

/** What a denoiser is asked at a step: `input` is the sample with the channels that it takes beside it. */
export interface StepQuestion {
  readonly sample: Tensor
  readonly input: Tensor
  readonly timestep: number
  readonly place: StepPlace
}

/**
 * One prediction for the sampler. With several prompts it is the mean of what each of them predicts, by its share of
 * each latent cell (Bar-Tal et al., 2023, MultiDiffusion, with one path and these weights); guidance leads to that
 * mean from the one prediction of the negative prompt, so n prompts take n + 1 rows.
 */
export async function mixedPrediction(
  run: PipelineRun,
  question: StepQuestion,
  parts: readonly PartConditioning[],
): Promise<Tensor> {
  const rows = await rowsOfParts(run, question, parts)
  const predictions: Tensor[] = []
  for (const [index, conditioning] of rows.entries()) {
    if (index > 0) await run.pause()
    predictions.push(...(await predictRows(run, question.input, question.timestep, conditioning)))
  }
  const mixed = mixture(predictions.slice(-parts.length), parts)
  if (predictions.length === parts.length) return mixed
  return guide(predictions[0]!, mixed, run.request.guidanceScale, run.request.guidanceRescale)
}

/** The conditioning of each call: two rows at a time, the negative prompt's first of all, where there is one. */
async function rowsOfParts(
  run: PipelineRun,
  { sample, timestep, place }: StepQuestion,
  parts: readonly PartConditioning[],
): Promise<readonly Conditioning[]> {
  const follow = (told: Conditioning): Promise<Conditioning> =>
    run.controls.guide(sample, timestep, told, place)
  const [first, ...others] = parts
  const calls = [await follow(first!.told)]
  for (const { told } of others) {
    const own = await follow(rowsOf(told).at(-1)!)
    const last = calls.at(-1)!
    if (last.context.shape[0] === 1) calls[calls.length - 1] = joinRows(last, own)
    else calls.push(own)
  }
  return calls
}

/** The sum of predictions [1, channels, h, w], each times its share of the cells. */
function mixture(predictions: readonly Tensor[], parts: readonly PartConditioning[]): Tensor {
  const [first] = predictions
  if (parts.length === 1) return first!
  const out = new Float32Array(first!.data.length)
  for (const [index, { data }] of predictions.entries()) {
    const share = parts[index]!.share!
    for (let i = 0; i < out.length; i++) out[i]! += data[i]! * share[i % share.length]!
  }
  return tensor(first!.shape, out)
}
