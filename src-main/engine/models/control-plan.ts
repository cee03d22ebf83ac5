import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { ldmName } from '../adapters/ldm-names.ts'
import { ControlnetConfig } from '../graph/controlnet-config.ts'
import { buildControlnet } from '../graph/controlnet.ts'
import type { BuiltGraph } from '../graph/onnx/builder.ts'
import type { UnetConfig } from '../graph/unet-config.ts'
import { contextWidth } from '../graph/unet-plan.ts'
import { openWeights } from '../weights/weight-source.ts'
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts'
import { openComponent } from './diffusers/component-weights.ts'
import { readConfig } from './read-json.ts'

/** A ControlNet that has been checked: it fits the model, and its graph points at weights of the right shapes. */
export interface ControlPlan {
  readonly config: ControlnetConfig
  readonly graph: BuiltGraph
}

/** The model's denoiser, half of which a ControlNet copies. */
export interface ControlledNetwork {
  readonly config: UnetConfig
  readonly weights: WeightSource
}

/**
 * Plans the ControlNet at `path`: a diffusers folder, or a file under diffusers' or the original names, whose config
 * is the denoiser's. Throws where it is none, or does not fit the model.
 */
export async function planControl(path: string, base: ControlledNetwork): Promise<ControlPlan> {
  const found = await stat(path).catch(() => null)
  const { config, weights } =
    found?.isDirectory() === true ? await readFolder(path) : await readFile(path, base)
  refuseMisfit(path, config.unet, base.config)
  return { config, graph: buildControlnet(config, weights) }
}

interface ReadControl {
  readonly config: ControlnetConfig
  readonly weights: WeightSource
}

async function readFolder(path: string): Promise<ReadControl> {
  return {
    config: await readConfig(join(path, 'config.json'), ControlnetConfig),
    weights: await openComponent(path),
  }
}

async function readFile(path: string, base: ControlledNetwork): Promise<ReadControl> {
  const weights = renamed(path, await openWeights(path, [path]), base)
  const shapeOf = (name: string): readonly number[] => weights.tensors.get(`${name}.weight`)?.shape ?? []
  const root = 'controlnet_cond_embedding'
  const blocks = [...weights.tensors.keys()].filter((name) =>
    new RegExp(`^${root}\\.blocks\\.\\d+\\.weight$`).test(name),
  )
  const hintWidths = [shapeOf(`${root}.conv_in`)[0] ?? 0]
  for (let index = 1; index < blocks.length; index += 2)
    hintWidths.push(shapeOf(`${root}.blocks.${index}`)[0] ?? 0)
  const { time_cond_proj_dim: _guidance, center_input_sample: _centred, ...shared } = base.config
  const config = ControlnetConfig.parse({
    ...shared,
    _class_name: 'ControlNetModel',
    in_channels: shapeOf('conv_in')[1] ?? 0,
    conditioning_embedding_out_channels: hintWidths,
  })
  return { config, weights }
}

/** The file's tensors under diffusers' names. */
function renamed(path: string, source: WeightSource, base: ControlledNetwork): WeightSource {
  const { tensors } = source
  if (tensors.has('controlnet_cond_embedding.conv_in.weight')) return source
  const root = tensors.has('control_model.input_hint_block.0.weight') ? 'control_model.' : ''
  if (!tensors.has(`${root}input_hint_block.0.weight`)) throw notAControlnet(path)
  const found = new Map<string, StoredTensor>()
  for (const [layer, original] of originalNames(source, base, root)) {
    for (const part of ['weight', 'bias']) {
      const tensor = tensors.get(`${root}${original}.${part}`)
      if (tensor !== undefined) found.set(`${layer}.${part}`, tensor)
    }
  }
  return { ...source, tensors: found }
}

/** diffusers' names of a ControlNet's layers, with the original ones. */
function originalNames(
  source: WeightSource,
  { config, weights }: ControlledNetwork,
  root: string,
): Map<string, string> {
  const { layers_per_block: layers } = config
  const each = Array.isArray(layers) ? layers[0]! : layers
  const names = new Map<string, string>()
  for (const name of weights.tensors.keys()) {
    const layer = name.replace(/\.(weight|bias)$/, '')
    const original = ldmName(layer, each)
    if (original !== null && !layer.startsWith('up_blocks')) names.set(layer, original)
  }
  const indices = (pattern: RegExp): number[] =>
    [...source.tensors.keys()].flatMap((name) => {
      const found = pattern.exec(name.slice(root.length))
      return found === null ? [] : [Number(found[1])]
    })
  for (const index of indices(/^zero_convs\.(\d+)\.0\.weight$/))
    names.set(`controlnet_down_blocks.${index}`, `zero_convs.${index}.0`)
  names.set('controlnet_mid_block', 'middle_block_out.0')
  const hints = indices(/^input_hint_block\.(\d+)\.weight$/).sort((a, b) => a - b)
  hints.forEach((index, place) => {
    const end = place === 0 ? 'conv_in' : place === hints.length - 1 ? 'conv_out' : `blocks.${place - 1}`
    names.set(`controlnet_cond_embedding.${end}`, `input_hint_block.${index}`)
  })
  return names
}

function refuseMisfit(path: string, own: UnetConfig, base: UnetConfig): void {
  const [ownWidths, widths] = [own, base].map((config) => config.block_out_channels.join(', '))
  const [ownContext, context] = [contextWidth(own), contextWidth(base)]
  const reason =
    ownContext !== context
      ? `it was made for text states of ${ownContext}, but the model's are ${context}`
      : ownWidths !== widths
        ? `its levels have ${ownWidths} channels, but the model's ${widths}`
        : own.in_channels !== base.out_channels
          ? `it takes ${own.in_channels} channels, but the model's latents have ${base.out_channels}`
          : null
  if (reason === null) return
  const message = `The ControlNet ${basename(path)} does not fit this model: ${reason}. Use one made for this kind of model.`
  throw new VersoError('model-unsupported', message, { subject: path })
}

function notAControlnet(path: string): VersoError {
  const message = `${basename(path)} is no ControlNet: it has nothing that takes a picture in. Choose a ControlNet as a diffusers folder or .safetensors; T2I adapters and Control-LoRAs are not among them.`
  return new VersoError('model-unsupported', message, { subject: path })
}
