import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import type { BuiltGraph } from '#engine/graph/onnx/builder.ts'
import { buildTinyDecoder, buildTinyEncoder } from '#engine/graph/tiny-vae.ts'
import { TinyVaeConfig } from '#engine/graph/tiny-vae-config.ts'
import { buildVaeDecoder, buildVaeEncoder } from '#engine/graph/vae.ts'
import { VaeConfig } from '#engine/graph/vae-config.ts'
import { openWeights } from '#engine/weights/weight-source.ts'
import type { WeightSource } from '#engine/weights/weight-source.ts'
import { openComponent } from '../diffusers/component-weights.ts'
import { fitConfig, readJson } from '../read-json.ts'
import { readAutoencoder } from '../single-file/autoencoder.ts'
import { autoencoderRoot } from '../single-file/parts.ts'
import { under } from '../single-file/tensors.ts'
import type { ReadPart } from '../single-file/tensors.ts'
import { isTiny, openTinyFiles } from './tiny-files.ts'

/** An autoencoder apart from a model, checked: its graphs point at weights of the right shapes. */
export type AutoencoderPlan =
  | {
      readonly kind: 'kl'
      readonly config: VaeConfig
      readonly encoder: BuiltGraph
      readonly decoder: BuiltGraph
    }
  | {
      readonly kind: 'tiny'
      readonly config: TinyVaeConfig
      /** Null where only the decoder's file is there. */
      readonly encoder: BuiltGraph | null
      readonly decoder: BuiltGraph
    }

/**
 * Plans the autoencoder at `path`: a folder of diffusers (AutoencoderKL or AutoencoderTiny, or a whole model with
 * one), or a file in the original layout or under diffusers' names; of TAESD's two files either leads to the other.
 * `scalingFactor` is that of the model it is for, since a file does not tell its own.
 */
export async function planAutoencoder(path: string, scalingFactor: number): Promise<AutoencoderPlan> {
  const { config, weights } = await readSeparate(path, scalingFactor)
  if (config['_class_name'] === 'AutoencoderTiny') {
    const tiny = fitConfig(path, config, TinyVaeConfig)
    const hasEncoder = [...weights.tensors.keys()].some((name) => name.startsWith('encoder.'))
    const encoder = hasEncoder ? buildTinyEncoder(tiny, weights) : null
    return { kind: 'tiny', config: tiny, encoder, decoder: buildTinyDecoder(tiny, weights) }
  }
  const kl = fitConfig(path, config, VaeConfig)
  return {
    ...{ kind: 'kl', config: kl },
    ...{ encoder: buildVaeEncoder(kl, weights), decoder: buildVaeDecoder(kl, weights) },
  }
}

/** Config and weights of the autoencoder at `path`. */
export async function readSeparate(path: string, scalingFactor: number): Promise<ReadPart> {
  const found = await stat(path).catch(() => null)
  if (found === null)
    throw new VersoError('model-missing', `${path} was not found. Check the path of the autoencoder.`, {
      subject: path,
    })
  if (found.isDirectory()) return readFolder(path)
  const source = await openWeights(path, [path])
  if (isTiny(source)) return openTinyFiles(source)
  // A folder's own file: what stands beside it says more than shapes do.
  if (basename(path).startsWith('diffusion_pytorch_model')) return readFolder(dirname(path))
  return readFile(source, scalingFactor)
}

async function readFolder(path: string): Promise<ReadPart> {
  for (const folder of [path, join(path, 'vae')]) {
    const config = await readJson(join(folder, 'config.json'))
    if (typeof config === 'object' && config !== null && '_class_name' in config)
      return { config: config, weights: await openComponent(folder) }
  }
  throw noAutoencoder(path, 'has no config.json of an autoencoder')
}

function readFile(source: WeightSource, scalingFactor: number): ReadPart {
  const roots = [autoencoderRoot, 'vae.', '']
  const root = roots.find((one) => source.tensors.has(`${one}decoder.conv_in.weight`))
  if (root === undefined)
    throw noAutoencoder(source.label, 'holds no autoencoder (no decoder.conv_in.weight)')
  return readAutoencoder(under(source, root), source, scalingFactor)
}

function noAutoencoder(path: string, reason: string): VersoError {
  const message = `${path} ${reason}. Choose an AutoencoderKL or TAESD, as a .safetensors file or a diffusers folder.`
  return new VersoError('model-unsupported', message, { subject: path })
}
