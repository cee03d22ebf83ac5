import { VersoError } from '#shared/errors.ts'
import type { Autoencoder } from '../networks/network.ts'
import type { NetworkOptions } from '../networks/lazy-session.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { bindInputs, bindOutputs, fixedSide } from './bind.ts'
import type { Role } from './bind.ts'
import { feedFor, inGroups, rowsOf } from './feeds.ts'
import { foreignSession } from './foreign-session.ts'
import type { CheckedModel } from './gate/gate.ts'
import type { OnnxPort } from './gate/read-port.ts'

/** One half of an autoencoder, whose input and output are known. */
export interface ForeignCoder {
  readonly model: CheckedModel
  readonly input: OnnxPort
  readonly output: OnnxPort
}

const pixels = (names: readonly string[]): Role => ({ names, ranks: [4], needed: true })

export function bindEncoder(model: CheckedModel): ForeignCoder {
  const { input } = bindInputs(model, { input: pixels(['sample', 'image']) })
  const { output } = bindOutputs(model, { output: pixels(['latent_parameters', 'latent_sample']) })
  return { model, input: input!, output: output! }
}

export function bindDecoder(model: CheckedModel): ForeignCoder {
  const { input } = bindInputs(model, { input: pixels(['latent_sample', 'latent']) })
  const { output } = bindOutputs(model, { output: pixels(['sample', 'image']) })
  return { model, input: input!, output: output! }
}

export interface AutoencoderParts extends Pick<
  Autoencoder,
  'scale' | 'latentChannels' | 'scalingFactor' | 'shiftFactor'
> {
  readonly encoder: ForeignCoder | null
  readonly decoder: ForeignCoder
}

/** diffusers keeps the log variance between these. */
const [least, most] = [-30, 20]

export function openForeignAutoencoder(
  { encoder, decoder, ...facts }: AutoencoderParts,
  path: string,
  options: NetworkOptions,
): Autoencoder {
  const decoding = coderSession('autoencoder', decoder, options)
  const encoding = encoder && coderSession('autoencoder', encoder, options)
  return {
    ...facts,
    async encode(picture) {
      if (encoding === null) throw noEncoder(path)
      return gaussianOf(await encoding.run(picture), facts.latentChannels)
    },
    decode({ shape, data }) {
      const unscaled = data.map((value) => value / facts.scalingFactor + facts.shiftFactor)
      return decoding.run({ shape, data: unscaled })
    },
    async release() {
      await encoding?.release()
      await decoding.release()
    },
  }
}

function coderSession(
  name: string,
  { model, input, output }: ForeignCoder,
  options: NetworkOptions,
): { run(given: Tensor): Promise<Tensor>; release(): Promise<void> } {
  const session = foreignSession(name, model, options)
  return {
    run: (given) =>
      inGroups(given.shape[0] ?? 1, fixedSide(input, 0), (from, count) => {
        refuseOtherSize(model, input, given)
        const { shape, data } = rowsOf(given, from, count)
        return session.run({ [input.name]: feedFor(input, shape, data) }, output.name)
      }),
    release: () => session.release(),
  }
}

function refuseOtherSize({ file }: CheckedModel, port: OnnxPort, { shape }: Tensor): void {
  const fixed = [2, 3].find((axis) => (fixedSide(port, axis) ?? shape[axis]) !== shape[axis])
  if (fixed === undefined) return
  const [height, width] = [fixedSide(port, 2), fixedSide(port, 3)]
  const message = `${file} was exported for ${width ?? 'any'} × ${height ?? 'any'} alone, not ${shape[3]} × ${shape[2]}. Choose another size or model.`
  throw new VersoError('bad-request', message, { subject: 'width' })
}

/** Newer exports give mean and log variance side by side, older ones a sample, which is made without chance here. */
function gaussianOf({ shape, data }: Tensor, channels: number): { mean: Tensor; logVariance: Tensor | null } {
  const [n = 1, found = 0, ...sides] = shape
  const half = [n, channels, ...sides]
  if (found !== 2 * channels) {
    return { mean: { shape, data }, logVariance: null }
  }
  const size = data.length / n / 2
  const [mean, logVariance] = [new Float32Array(n * size), new Float32Array(n * size)]
  for (let row = 0; row < n; row++) {
    mean.set(data.subarray(2 * row * size, (2 * row + 1) * size), row * size)
    logVariance.set(data.subarray((2 * row + 1) * size, (2 * row + 2) * size), row * size)
  }
  for (const [index, value] of logVariance.entries())
    logVariance[index] = Math.min(most, Math.max(least, value))
  return { mean: { shape: half, data: mean }, logVariance: { shape: half, data: logVariance } }
}

function noEncoder(path: string): VersoError {
  const message = `${path}: this ONNX folder has no vae_encoder, so it cannot start from a picture. Start from a prompt alone, or choose another model.`
  return new VersoError('model-unsupported', message, { subject: path })
}
