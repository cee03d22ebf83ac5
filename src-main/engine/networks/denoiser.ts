import type { ModelPlan } from '../models/plan-model.ts'
import type { SessionOptions } from '../runtime/onnx.ts'
import { lazySession } from './lazy-session.ts'
import type { Denoiser } from './network.ts'
import { timestepWaves } from './timestep-waves.ts'

export function openDenoiser({ unet }: ModelPlan, options: SessionOptions): Denoiser {
  const session = lazySession(unet.graph, options)
  const { block_out_channels: widths, flip_sin_to_cos: flipSinToCos, freq_shift: freqShift } = unet.config
  const waves = { width: widths[0] ?? 2, flipSinToCos, freqShift }
  return {
    inputChannels: unet.config.in_channels,
    latentChannels: unet.config.out_channels,
    needs: { pooledWidth: 0, timeIds: 0, guidance: false },
    predict(sample, timestep, { context }) {
      return session.run({ sample, waves: timestepWaves(timestep, waves), context }, 'prediction')
    },
    release: () => session.release(),
  }
}
