import type { ModelPlan } from '../models/plan-model.ts'
import type { SessionOptions } from '../runtime/onnx.ts'
import { lazySession } from './lazy-session.ts'
import type { Denoiser } from './network.ts'

export function openDenoiser({ unet }: ModelPlan, options: SessionOptions): Denoiser {
  const session = lazySession(unet.graph, options)
  return {
    inputChannels: unet.config.in_channels,
    latentChannels: unet.config.out_channels,
    predict(sample, timestep, context) {
      const time = { shape: [1], data: Float32Array.of(timestep) }
      return session.run({ sample, timestep: time, context }, 'prediction')
    },
    release: () => session.release(),
  }
}
