import { residualNames } from '../graph/unet.ts'
import type { UnetConfig } from '../graph/unet-config.ts'
import { timeIdCount } from '../graph/unet-plan.ts'
import { pooledWidth } from '../models/family.ts'
import type { ModelPlan } from '../models/plan-model.ts'
import { tensor } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { addedConditions } from './conditions/added-conditions.ts'
import { guidanceWaves } from './conditions/guidance-waves.ts'
import { lazySession } from './lazy-session.ts'
import type { NetworkOptions } from './lazy-session.ts'
import type { Conditioning, Denoiser, DenoiserNeeds } from './network.ts'
import { timestepWaves } from './conditions/timestep-waves.ts'

export function openDenoiser({ unet, text, controls }: ModelPlan, options: NetworkOptions): Denoiser {
  const controlled = controls.length > 0
  const session = lazySession(unet.graph, options)
  const needs = needsOf(unet.config, pooledWidth(text))
  const outputs = unet.watched ? ['prediction', 'attention'] : ['prediction']
  let latest: Tensor | undefined
  return {
    inputChannels: unet.config.in_channels,
    latentChannels: unet.config.out_channels,
    needs,
    async predict(sample, timestep, conditioning) {
      const residuals = controlled ? residualFeeds(unet.config, conditioning) : {}
      const told = conditionFeeds(unet.config, timestep, conditioning)
      const shares = unet.coupled ? { shares: conditioning.shares! } : {}
      const found = await session.runFor({ sample, ...told, ...shares, ...residuals }, outputs)
      latest = found['attention']
      return found['prediction']!
    },
    ...(unet.coupled ? { coupled: true as const } : {}),
    ...(unet.watched ? { latestAttention: () => latest! } : {}),
    release() {
      latest = undefined
      return session.release()
    },
  }
}

/** What ControlNets add; where none counts at this step, a zero that spreads over all features. */
function residualFeeds(config: UnetConfig, { residuals }: Conditioning): Record<string, Tensor> {
  const nothing = tensor([1, 1, 1, 1], new Float32Array(1))
  return Object.fromEntries(residualNames(config).map((name, index) => [name, residuals?.[index] ?? nothing]))
}

function needsOf(config: UnetConfig, width: number): DenoiserNeeds {
  const timeIds = timeIdCount(config, width) as 0 | 5 | 6
  return { pooledWidth: timeIds > 0 ? width : 0, timeIds, guidance: Boolean(config.time_cond_proj_dim) }
}

/** All inputs of a denoiser's graph beside its sample, as `unetSurroundings` names them. */
export function conditionFeeds(
  config: UnetConfig,
  timestep: number,
  conditioning: Conditioning,
): Record<string, Tensor> {
  const { flip_sin_to_cos: flipSinToCos, freq_shift: freqShift, block_out_channels: widths } = config
  const waves = timestepWaves([timestep], { width: widths[0] ?? 2, flipSinToCos, freqShift })
  const feeds: Record<string, Tensor> = { waves, context: conditioning.context }
  if (config.addition_embed_type === 'text_time')
    feeds['added'] = addedConditions(conditioning, {
      ...{ width: config.addition_time_embed_dim ?? 2, flipSinToCos, freqShift },
    })
  if (config.time_cond_proj_dim)
    feeds['guidance'] = guidanceWaves(conditioning.guidance ?? 1, config.time_cond_proj_dim)
  return feeds
}
