import { VersoError } from '#shared/errors.ts'
import { guidanceWaves } from '../networks/conditions/guidance-waves.ts'
import type { Conditioning, Denoiser, DenoiserNeeds } from '../networks/network.ts'
import type { NetworkOptions } from '../networks/lazy-session.ts'
import type { Feed } from '../runtime/onnx.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { bindInputs, bindOutputs, fixedSide, unfit } from './bind.ts'
import type { Role } from './bind.ts'
import { feedFor, inGroups, rowsOf, scalarFor } from './feeds.ts'
import { foreignSession } from './foreign-session.ts'
import type { CheckedModel } from './gate/gate.ts'
import type { OnnxPort } from './gate/read-port.ts'

/** A denoiser whose inputs and output are known. */
export interface ForeignDenoiser {
  readonly model: CheckedModel
  readonly sample: OnnxPort
  readonly timestep: OnnxPort
  readonly context: OnnxPort
  readonly pooled: OnnxPort | undefined
  readonly timeIds: OnnxPort | undefined
  readonly guidance: OnnxPort | undefined
  readonly prediction: OnnxPort
  readonly needs: DenoiserNeeds
  /** Exports double what they halved, so a side must be a multiple of this many latent cells. */
  readonly multipleOf: number
}

const inputs = {
  sample: { names: ['sample', 'latent_model_input', 'latents'], ranks: [4], needed: true },
  timestep: { names: ['timestep', 'timesteps', 't'], ranks: [0, 1], needed: true },
  context: { names: ['encoder_hidden_states', 'prompt_embeds'], ranks: [3], needed: true },
  pooled: { names: ['text_embeds', 'pooled_prompt_embeds'], ranks: [2], needed: false },
  timeIds: { names: ['time_ids'], ranks: [2], needed: false },
  guidance: { names: ['timestep_cond'], ranks: [2], needed: false },
} satisfies Record<string, Role>

const output: Role = { names: ['out_sample', 'noise_pred'], ranks: [4], needed: true }

export function bindDenoiser(model: CheckedModel): ForeignDenoiser {
  const { sample, timestep, context, pooled, timeIds, guidance } = bindInputs(model, inputs)
  const { prediction } = bindOutputs(model, { prediction: output })
  const ids = timeIds === undefined ? 0 : (fixedSide(timeIds, 1) ?? 6)
  if ((ids !== 0 && ids !== 5 && ids !== 6) || (timeIds === undefined) !== (pooled === undefined))
    throw unfit(model, `it asks for ${ids} numbers beside the prompt as a whole, where 5 or 6 are known`)
  const needs = { pooledWidth: pooled === undefined ? 0 : (fixedSide(pooled, 1) ?? 1280), timeIds: ids }
  return {
    ...{ model, sample: sample!, timestep: timestep!, context: context! },
    ...{ pooled, timeIds, guidance, prediction: prediction! },
    needs: { ...needs, guidance: guidance !== undefined },
    multipleOf: 2 ** halvings(model),
  } as ForeignDenoiser
}

/** How often a sample's sides are halved, by the names of the convolutions that do it. */
function halvings({ constants }: CheckedModel): number {
  const found = constants.map(({ name }) => /down_blocks\.(\d)\.downsamplers\./.exec(name)?.[1])
  return new Set(found.filter((block) => block !== undefined)).size
}

export interface Channels {
  readonly inputChannels: number
  readonly latentChannels: number
}

export function openForeignDenoiser(
  denoiser: ForeignDenoiser,
  channels: Channels,
  options: NetworkOptions,
): Denoiser {
  const session = foreignSession('unet', denoiser.model, options)
  const { sample: port, needs } = denoiser
  return {
    ...{ ...channels, needs, multipleOf: denoiser.multipleOf },
    async predict(sample, timestep, conditioning) {
      refuseOtherSize(denoiser, sample, conditioning)
      return inGroups(sample.shape[0] ?? 1, fixedSide(port, 0), async (from, count) => {
        const feeds = feedsOf(denoiser, timestep, conditioning, (whole) => rowsOf(whole, from, count))
        const { shape, data } = rowsOf(sample, from, count)
        return session.run({ ...feeds, [port.name]: feedFor(port, shape, data) }, denoiser.prediction.name)
      })
    },
    release: () => session.release(),
  }
}

/** All inputs beside the sample. */
function feedsOf(
  { timestep: time, context, pooled, timeIds, guidance }: ForeignDenoiser,
  timestep: number,
  conditioning: Conditioning,
  part: (whole: Tensor) => Tensor,
): Record<string, Feed> {
  const feeds: Record<string, Feed> = { [time.name]: scalarFor(time, timestep) }
  const give = (port: OnnxPort | undefined, value: Tensor | undefined): void => {
    if (port === undefined || value === undefined) return
    const { shape, data } = part(value)
    feeds[port.name] = feedFor(port, shape, data)
  }
  give(context, conditioning.context)
  give(pooled, conditioning.pooled)
  give(timeIds, conditioning.timeIds)
  if (guidance !== undefined) {
    const waves = guidanceWaves(conditioning.guidance ?? 1, fixedSide(guidance, 1) ?? 256)
    const rows = conditioning.context.shape[0] ?? 1
    give(guidance, rowsOf(waves, 0, rows))
  }
  return feeds
}

/** Some files were exported for one size of picture or length of prompt alone, and none for every size. */
function refuseOtherSize(
  { model, sample, context, multipleOf }: ForeignDenoiser,
  { shape }: Tensor,
  { context: states }: Conditioning,
): void {
  const [, , height = 0, width = 0] = shape
  const [only, across] = [fixedSide(sample, 2) ?? height, fixedSide(sample, 3) ?? width]
  if (only !== height || across !== width)
    throw refusal(
      model,
      'width',
      `for pictures of ${across} × ${only} latent cells alone, not ${width} × ${height}. Choose that size`,
    )
  if (height % multipleOf !== 0 || width % multipleOf !== 0)
    throw refusal(
      model,
      'width',
      `for sides of multiples of ${multipleOf} latent cells, not ${width} × ${height}. Choose such a size`,
    )
  const tokens = fixedSide(context, 1) ?? states.shape[1]
  if (tokens !== states.shape[1])
    throw refusal(
      model,
      'prompt',
      `for prompts of ${tokens} tokens, and this one takes ${states.shape[1]}. Shorten the prompt`,
    )
}

function refusal({ file }: CheckedModel, subject: string, reason: string): VersoError {
  return new VersoError('bad-request', `${file} was exported ${reason}, or choose another model.`, {
    subject,
  })
}
