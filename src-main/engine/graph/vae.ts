import type { WeightSource } from '../weights/weight-source.ts'
import { silu } from './layers/activation.ts'
import { attention, toPicture, toRows } from './layers/attention.ts'
import { convolution, downsample, upsample } from './layers/convolution.ts'
import { linear } from './layers/linear.ts'
import { groupNorm } from './layers/norm.ts'
import { resnet } from './layers/resnet.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph, Value } from './onnx/builder.ts'
import type { VaeConfig } from './vae-config.ts'

/** diffusers writes this into AutoencoderKL's blocks, whatever its config says. */
const epsilon = 1e-6

/** The encoder of AutoencoderKL: `pixels` [batch, 3, H, W] → `moments` [batch, 2 · latent, h, w], means then log variances. */
export function buildVaeEncoder(config: VaeConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('encoder of the autoencoder', weights)
  const { block_out_channels: widths, latent_channels: latent } = config
  const pixels = graph.input('pixels', 'float', ['batch', 3, 'height', 'width'])
  let channels = widths[0] ?? 1
  let x = convolution(graph, pixels, 'encoder.conv_in', 3, channels)
  widths.forEach((width, index) => {
    const name = `encoder.down_blocks.${index}`
    x = resnets(graph, x, name, config.layers_per_block, channels, width, config)
    channels = width
    if (index < widths.length - 1) x = downsample(graph, x, `${name}.downsamplers.0`, width, 0)
  })
  x = middle(graph, x, 'encoder.mid_block', channels, config)
  x = last(graph, x, 'encoder', channels, latent * 2, config)
  if (config.use_quant_conv) x = convolution(graph, x, 'quant_conv', latent * 2, latent * 2, { kernel: 1 })
  graph.output('moments', x, ['batch', latent * 2, 'rows', 'columns'])
  return graph.finish()
}

/** The decoder of AutoencoderKL: `latents` [batch, latent, h, w], unscaled → `pixels` [batch, 3, H, W]. */
export function buildVaeDecoder(config: VaeConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('decoder of the autoencoder', weights)
  const { latent_channels: latent } = config
  const widths = config.block_out_channels.toReversed()
  let channels = widths[0] ?? 1
  let x = graph.input('latents', 'float', ['batch', latent, 'rows', 'columns'])
  if (config.use_post_quant_conv) x = convolution(graph, x, 'post_quant_conv', latent, latent, { kernel: 1 })
  x = convolution(graph, x, 'decoder.conv_in', latent, channels)
  x = middle(graph, x, 'decoder.mid_block', channels, config)
  widths.forEach((width, index) => {
    const name = `decoder.up_blocks.${index}`
    x = resnets(graph, x, name, config.layers_per_block + 1, channels, width, config)
    channels = width
    if (index < widths.length - 1) x = upsample(graph, x, `${name}.upsamplers.0`, width)
  })
  graph.output('pixels', last(graph, x, 'decoder', channels, 3, config), ['batch', 3, 'height', 'width'])
  return graph.finish()
}

function resnets(
  graph: GraphBuilder,
  x: Value,
  name: string,
  layers: number,
  width: number,
  out: number,
  config: VaeConfig,
): Value {
  const options = { groups: config.norm_num_groups, epsilon }
  for (let layer = 0; layer < layers; layer++)
    x = resnet(graph, x, `${name}.resnets.${layer}`, layer === 0 ? width : out, out, options)
  return x
}

function middle(graph: GraphBuilder, x: Value, name: string, channels: number, config: VaeConfig): Value {
  const options = { groups: config.norm_num_groups, epsilon }
  x = resnet(graph, x, `${name}.resnets.0`, channels, channels, options)
  if (config.mid_block_add_attention) x = pixelAttention(graph, x, `${name}.attentions.0`, channels, config)
  return resnet(graph, x, `${name}.resnets.1`, channels, channels, options)
}

/** One head over all pixels. Files from before diffusers 0.15 call its parts `query`, `key`, `value`, `proj_attn`. */
function pixelAttention(
  graph: GraphBuilder,
  x: Value,
  name: string,
  channels: number,
  config: VaeConfig,
): Value {
  const older = graph.has(`${name}.query.weight`)
  const names = older ? ['query', 'key', 'value', 'proj_attn'] : ['to_q', 'to_k', 'to_v', 'to_out.0']
  const normal = groupNorm(graph, x, `${name}.group_norm`, channels, config.norm_num_groups, epsilon)
  const { rows, shape } = toRows(graph, normal, channels)
  const part = (index: number, from: Value): Value =>
    linear(graph, from, `${name}.${names[index]}`, channels, channels)
  const batch = graph.node('Shape', [x], { start: 0, end: 1 })
  const mixed = attention(graph, [part(0, rows), part(1, rows), part(2, rows)], channels, { batch, heads: 1 })
  return graph.node('Add', [x, toPicture(graph, part(3, mixed), shape)])
}

function last(
  graph: GraphBuilder,
  x: Value,
  name: string,
  channels: number,
  out: number,
  config: VaeConfig,
): Value {
  const normal = groupNorm(graph, x, `${name}.conv_norm_out`, channels, config.norm_num_groups, epsilon)
  return convolution(graph, silu(graph, normal), `${name}.conv_out`, channels, out)
}
