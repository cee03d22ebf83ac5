import type { WeightSource } from '../weights/weight-source.ts'
import { activations } from './layers/activation.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph, Value } from './onnx/builder.ts'
import type { TinyVaeConfig } from './tiny-vae-config.ts'

/** The encoder of AutoencoderTiny (TAESD): `pixels` [batch, 3, H, W] in −1 … 1 → `latents` [batch, latent, h, w]. */
export function buildTinyEncoder(config: TinyVaeConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('encoder of the tiny autoencoder', weights)
  const width = config.encoder_block_out_channels[0] ?? 1
  const pixels = graph.input('pixels', 'float', ['batch', 3, 'height', 'width'])
  // Its pixels are 0 … 1.
  let x = graph.node('Mul', [graph.node('Add', [pixels, graph.floats([1])]), graph.floats([0.5])])
  let layer = 0
  for (const [stage, blocks] of config.num_encoder_blocks.entries()) {
    const shape = stage === 0 ? ([width, 3] as const) : ([width, width] as const)
    const options = stage === 0 ? {} : { stride: 2, bias: false }
    x = convolution(graph, x, `encoder.layers.${layer++}`, shape, options)
    for (let count = 0; count < blocks; count++)
      x = block(graph, x, `encoder.layers.${layer++}`, width, config)
  }
  x = convolution(graph, x, `encoder.layers.${layer}`, [config.latent_channels, width])
  graph.output('latents', x, ['batch', config.latent_channels, 'rows', 'columns'])
  return graph.finish()
}

/** The decoder of AutoencoderTiny: `latents` [batch, latent, h, w] → `pixels` [batch, 3, H, W], about −1 … 1. */
export function buildTinyDecoder(config: TinyVaeConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('decoder of the tiny autoencoder', weights)
  const width = config.decoder_block_out_channels[0] ?? 1
  const latents = graph.input('latents', 'float', ['batch', config.latent_channels, 'rows', 'columns'])
  const three = graph.floats([3])
  let x = graph.node('Mul', [graph.node('Tanh', [graph.node('Div', [latents, three])]), three])
  x = convolution(graph, x, 'decoder.layers.0', [width, config.latent_channels])
  x = activations[config.act_fn](graph, x)
  // An activation and each enlargement have a number among the layers too.
  let layer = 2
  const last = config.num_decoder_blocks.length - 1
  for (const [stage, blocks] of config.num_decoder_blocks.entries()) {
    for (let count = 0; count < blocks; count++)
      x = block(graph, x, `decoder.layers.${layer++}`, width, config)
    if (stage === last) break
    x = graph.node('Resize', [x, '', graph.floats([1, 1, 2, 2])], {
      ...{ mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' },
    })
    x = convolution(graph, x, `decoder.layers.${layer + 1}`, [width, width], { bias: false })
    layer += 2
  }
  x = convolution(graph, x, `decoder.layers.${layer}`, [3, width])
  const pixels = graph.node('Sub', [graph.node('Mul', [x, graph.floats([2])]), graph.floats([1])])
  graph.output('pixels', pixels, ['batch', 3, 'height', 'width'])
  return graph.finish()
}

/** diffusers' AutoencoderTinyBlock of one width throughout. */
function block(graph: GraphBuilder, x: Value, name: string, width: number, config: TinyVaeConfig): Value {
  const active = activations[config.act_fn]
  const shape = [width, width] as const
  let y = active(graph, convolution(graph, x, `${name}.conv.0`, shape))
  y = active(graph, convolution(graph, y, `${name}.conv.2`, shape))
  y = convolution(graph, y, `${name}.conv.4`, shape)
  return activations.relu(graph, graph.node('Add', [y, x]))
}

/** A 3 × 3 convolution that keeps the size at stride 1; `shape`: channels out and in. */
function convolution(
  graph: GraphBuilder,
  x: Value,
  name: string,
  [out, width]: readonly [number, number],
  { stride = 1, bias = true }: { stride?: number; bias?: boolean } = {},
): Value {
  const weight = graph.weight(`${name}.weight`, [out, width, 3, 3])
  const inputs = bias ? [x, weight, graph.weight(`${name}.bias`, [out])] : [x, weight]
  return graph.node('Conv', inputs, { kernel_shape: [3, 3], strides: [stride, stride], pads: [1, 1, 1, 1] })
}
