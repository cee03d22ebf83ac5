import { encodeModel } from '../graph/onnx/model.ts'
import type { Provider } from './devices.ts'

const [channels, side] = [256, 64]

/** What is run to compare devices: a convolution as the widest of a denoiser at 512². */
export const paceInput = {
  shape: [1, channels, side, side],
  data: new Float32Array(channels * side * side).fill(0.5),
} as const

export function paceGraph(): Uint8Array {
  const weight = new Uint8Array(channels * channels * 9 * 4)
  const port = { type: 'float', shape: paceInput.shape } as const
  return encodeModel({
    name: 'pace',
    nodes: [
      {
        ...{ operator: 'Conv', domain: '', name: 'pace', inputs: ['x', 'w'], outputs: ['y'] },
        attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
      },
    ],
    initialisers: [
      {
        ...{ name: 'w', type: 'float', shape: [channels, channels, 3, 3] },
        content: { kind: 'inline', bytes: weight },
      },
    ],
    inputs: [{ name: 'x', ...port }],
    outputs: [{ name: 'y', ...port }],
  })
}

/**
 * The fastest of several devices, the first of those that are alike; a device that fails is passed over. `secondsOn`
 * is asked only where there is a choice.
 */
export async function fastestOf(
  providers: readonly Provider[],
  secondsOn: (provider: Provider) => Promise<number>,
): Promise<Provider> {
  const [only = 'cpu', ...others] = providers
  if (others.length === 0) return only
  let best: { provider: Provider; seconds: number } = { provider: 'cpu', seconds: Infinity }
  for (const provider of providers) {
    const seconds = await secondsOn(provider).catch(() => Infinity)
    if (seconds < best.seconds) best = { provider, seconds }
  }
  return best.provider
}
