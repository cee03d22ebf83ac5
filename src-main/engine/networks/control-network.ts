import { residualNames } from '../graph/unet.ts'
import type { ControlPlan } from '../models/control-plan.ts'
import type { Rgb } from '../tensor/pictures.ts'
import { tensor } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { conditionFeeds } from './denoiser.ts'
import { lazySession } from './lazy-session.ts'
import type { NetworkOptions } from './lazy-session.ts'
import type { ControlNetwork } from './network.ts'

export function openControlNetwork({ config, graph }: ControlPlan, options: NetworkOptions): ControlNetwork {
  const session = lazySession(graph, options)
  const names = residualNames(config.unet)
  return {
    hint: (picture) => hintOf(picture, config.channelOrder),
    async follow({ sample, timestep, conditioning, hint, strength }) {
      const told = conditionFeeds(config.unet, timestep, conditioning)
      const feeds = { sample, ...told, hint, strength: tensor([1], Float32Array.of(strength)) }
      const found = await session.runFor(feeds, names)
      return names.map((name) => found[name]!)
    },
    release: () => session.release(),
  }
}

/** RGB bytes to [1, 3, height, width] in 0 … 1. */
function hintOf({ width, height, data }: Rgb, order: 'rgb' | 'bgr'): Tensor {
  const plane = width * height
  const values = new Float32Array(3 * plane)
  for (let channel = 0; channel < 3; channel++) {
    const from = order === 'rgb' ? channel : 2 - channel
    for (let pixel = 0; pixel < plane; pixel++)
      values[channel * plane + pixel] = data[pixel * 3 + from]! / 255
  }
  return tensor([1, 3, height, width], values)
}
