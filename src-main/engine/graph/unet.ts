import type { WeightSource } from '../weights/weight-source.ts'
import { silu } from './layers/activation.ts'
import { convolution, downsample, sizeOf, upsample } from './layers/convolution.ts'
import { groupNorm } from './layers/norm.ts'
import { resnet } from './layers/resnet.ts'
import { timeEmbedding } from './layers/time-embedding.ts'
import { transformer } from './layers/transformer.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph, Value } from './onnx/builder.ts'
import { blockPlans } from './unet-config.ts'
import type { BlockPlan, UnetConfig } from './unet-config.ts'

/** What every block of the network needs beside the picture. */
interface Surroundings {
  readonly graph: GraphBuilder
  readonly config: UnetConfig
  readonly time: { readonly value: Value; readonly width: number }
  readonly batch: Value
  readonly context: Value
}

/** A picture on its way, and how many channels it has. */
interface Features {
  readonly value: Value
  readonly channels: number
}

/**
 * diffusers' UNet2DConditionModel: `sample` [batch, in, height, width], `waves` of the timestep [1 or
 * batch, first width], `context` [batch, tokens, width] → `prediction` [batch, out, height, width].
 */
export function buildUnet(config: UnetConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('denoiser', weights)
  const plans = blockPlans(config)
  const first = config.block_out_channels[0] ?? 1
  const sample = graph.input('sample', 'float', ['batch', config.in_channels, 'height', 'width'])
  const around = surroundings(graph, config, sample)
  let x: Features = {
    value: convolution(graph, sample, 'conv_in', config.in_channels, first),
    channels: first,
  }
  const skips: Features[] = [x]
  plans.forEach((plan, index) => (x = downBlock(around, x, plan, index, skips)))
  x = midBlock(around, x, plans.at(-1))
  plans.toReversed().forEach((plan, index) => (x = upBlock(around, x, plan, index, skips)))
  let y = groupNorm(graph, x.value, 'conv_norm_out', first, config.norm_num_groups, config.norm_eps)
  y = convolution(graph, silu(graph, y), 'conv_out', first, config.out_channels)
  graph.output('prediction', y, ['batch', config.out_channels, 'height', 'width'])
  return graph.finish()
}

function surroundings(graph: GraphBuilder, config: UnetConfig, sample: Value): Surroundings {
  const first = config.block_out_channels[0] ?? 1
  const width = config.time_embedding_dim ?? first * 4
  const waves = graph.input('waves', 'float', ['times', first])
  const value = silu(graph, timeEmbedding(graph, waves, 'time_embedding', first, width))
  const contextWidth = blockPlans(config)[0]?.contextWidth ?? 1
  const states = graph.input('context', 'float', ['batch', 'tokens', contextWidth])
  const context = graph.node('Reshape', [states, graph.integers([-1, contextWidth])])
  const batch = graph.node('Shape', [sample], { start: 0, end: 1 })
  return { graph, config, time: { value, width }, batch, context }
}

function downBlock(
  around: Surroundings,
  x: Features,
  plan: BlockPlan,
  index: number,
  skips: Features[],
): Features {
  const { graph, config } = around
  const name = `down_blocks.${index}`
  const crossed = config.down_block_types[index] === 'CrossAttnDownBlock2D'
  for (let layer = 0; layer < plan.layers; layer++) {
    x = layerOf(around, x, name, layer, plan, crossed)
    skips.push(x)
  }
  if (index === config.block_out_channels.length - 1) return x
  const value = downsample(graph, x.value, `${name}.downsamplers.0`, x.channels, config.downsample_padding)
  x = { value, channels: x.channels }
  skips.push(x)
  return x
}

function midBlock(around: Surroundings, x: Features, plan: BlockPlan | undefined): Features {
  if (plan === undefined) return x
  const entered = layerOf(around, x, 'mid_block', 0, plan, true)
  return layerOf(around, entered, 'mid_block', 1, plan, false)
}

function upBlock(
  around: Surroundings,
  x: Features,
  plan: BlockPlan,
  index: number,
  skips: Features[],
): Features {
  const { graph, config } = around
  const name = `up_blocks.${index}`
  const crossed = config.up_block_types[index] === 'CrossAttnUpBlock2D'
  for (let layer = 0; layer <= plan.layers; layer++) {
    const skip = skips.pop()
    if (skip === undefined) throw new Error('The down blocks left too few pictures for the up blocks.')
    const both = graph.node('Concat', [x.value, skip.value], { axis: 1 })
    x = layerOf(around, { value: both, channels: x.channels + skip.channels }, name, layer, plan, crossed)
  }
  const next = skips.at(-1)
  if (next === undefined) return x
  // To the size of the next skip, which is not always the double: odd sides were rounded up on the way down.
  const value = upsample(graph, x.value, `${name}.upsamplers.0`, x.channels, sizeOf(graph, next.value))
  return { value, channels: x.channels }
}

/** A residual block and, where the level has text, a transformer. */
function layerOf(
  around: Surroundings,
  x: Features,
  name: string,
  layer: number,
  plan: BlockPlan,
  crossed: boolean,
): Features {
  const { graph, config, time, batch } = around
  const options = { groups: config.norm_num_groups, epsilon: config.norm_eps, time }
  const value = resnet(graph, x.value, `${name}.resnets.${layer}`, x.channels, plan.channels, options)
  if (!crossed) return { value, channels: plan.channels }
  const told = transformer(graph, value, `${name}.attentions.${layer}`, plan.channels, {
    heads: plan.heads,
    layers: plan.transformerLayers,
    groups: config.norm_num_groups,
    linearProjection: config.use_linear_projection,
    context: { rows: around.context, width: plan.contextWidth },
    batch,
  })
  return { value: told, channels: plan.channels }
}
