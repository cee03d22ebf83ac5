import type { DiffusionModel } from '#engine/networks/network.ts'
import { tensor, type Tensor } from '#engine/tensor/tensor.ts'

/** What a synthetic denoiser is asked for, in order. */
export interface Asked {
  readonly sample: Tensor
  readonly timestep: number
}

/**
 * A model whose networks are short formulas, for what no small real model shows: 4 latent channels at a scale of 8,
 * `inputChannels` as given, and `predict` as its denoiser.
 */
export function syntheticModel(options: {
  inputChannels: number
  predict: (sample: Tensor) => Float32Array
  asked?: Asked[]
}): DiffusionModel {
  const nothing = async (): Promise<void> => undefined
  const vocabulary = JSON.stringify({ '<|startoftext|>': 0, '<|endoftext|>': 1 })
  return {
    card: { name: 'synthetic', path: '/synthetic' } as DiffusionModel['card'],
    scheduler: { _class_name: 'EulerDiscreteScheduler' },
    textEncoders: [
      {
        tokenizer: { kind: 'clip', vocabulary, merges: '', maxLength: 4, padToken: '<|endoftext|>' },
        ...{ maxLength: 4, maxSkip: 0 },
        encode: async () => ({ states: tensor([1, 4, 1], new Float32Array(4)), pooled: null }),
        release: nothing,
      },
    ],
    textKey: '',
    controls: [],
    zeroNegative: false,
    denoiser: {
      inputChannels: options.inputChannels,
      latentChannels: 4,
      needs: { pooledWidth: 0, timeIds: 0, guidance: false },
      async predict(sample, timestep) {
        options.asked?.push({ sample, timestep })
        const [rows = 0, , height = 0, width = 0] = sample.shape
        return tensor([rows, 4, height, width], options.predict(sample))
      },
      release: nothing,
    },
    autoencoder: {
      ...{ scale: 8, latentChannels: 4, scalingFactor: 0.5, shiftFactor: 0 },
      async encode({ shape, data }) {
        const [, , height = 0, width = 0] = shape
        const mean = new Float32Array((4 * height * width) / 64).fill(
          data.reduce((a, x) => a + x, 0) / data.length,
        )
        const size = [1, 4, height / 8, width / 8]
        return {
          mean: tensor(size, mean),
          logVariance: tensor(size, new Float32Array(mean.length).fill(-99)),
        }
      },
      async decode({ shape }) {
        const [, , height = 0, width = 0] = shape
        return tensor([1, 3, height * 8, width * 8], new Float32Array(192 * height * width))
      },
      release: nothing,
    },
    previewMatrix: {
      rows: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
      bias: [0.5, 0.5, 0.5],
    },
    sessionRunMs: () => 0,
    release: nothing,
  }
}
