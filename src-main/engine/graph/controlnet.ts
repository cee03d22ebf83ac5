import type { WeightSource } from '../weights/weight-source.ts'
import type { ControlnetConfig } from './controlnet-config.ts'
import { silu } from './layers/activation.ts'
import { convolution } from './layers/convolution.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph, Value } from './onnx/builder.ts'
import { downBlock, midBlock } from './unet-blocks.ts'
import type { Features } from './unet-blocks.ts'
import { blockPlans } from './unet-plan.ts'
import { unetSurroundings } from './unet-surroundings.ts'

/**
 * diffusers' ControlNetModel (Zhang et al. 2023): the denoiser's inputs, `hint` [1 or batch, 3, height, width] in
 * 0 … 1, and `strength` [1] → what is added to the denoiser's skips, `residual-0` …, and to its middle,
 * `residual-mid`, each times the strength.
 */
export function buildControlnet(config: ControlnetConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('controlnet', weights)
  const { unet } = config
  const plans = blockPlans(unet)
  const first = unet.block_out_channels[0] ?? 1
  const sample = graph.input('sample', 'float', ['batch', unet.in_channels, 'height', 'width'])
  const around = unetSurroundings(graph, unet, sample)
  const strength = graph.input('strength', 'float', [1])
  const entered = convolution(graph, sample, 'conv_in', unet.in_channels, first)
  let x: Features = {
    value: graph.node('Add', [entered, takeHint(graph, config.hintWidths, first)]),
    channels: first,
  }
  const skips: Features[] = [x]
  plans.forEach((plan, index) => (x = downBlock(around, x, plan, index, skips)))
  x = midBlock(around, x, plans.at(-1)!)
  const give = ({ value, channels }: Features, name: string, output: string): void => {
    const residual = convolution(graph, value, name, channels, channels, { kernel: 1 })
    const scaled = graph.node('Mul', [residual, strength])
    graph.output(output, scaled, ['batch', channels, `${output}-height`, `${output}-width`])
  }
  skips.forEach((skip, index) => give(skip, `controlnet_down_blocks.${index}`, `residual-${index}`))
  give(x, 'controlnet_mid_block', 'residual-mid')
  return graph.finish()
}

/** The picture as features of the latents' size. */
function takeHint(graph: GraphBuilder, widths: readonly number[], out: number): Value {
  const root = 'controlnet_cond_embedding'
  const hint = graph.input('hint', 'float', ['pictures', 3, 'hint-height', 'hint-width'])
  let x = silu(graph, convolution(graph, hint, `${root}.conv_in`, 3, widths[0]!))
  for (const [index, width] of widths.slice(0, -1).entries()) {
    const next = widths[index + 1]!
    x = silu(graph, convolution(graph, x, `${root}.blocks.${2 * index}`, width, width))
    x = silu(graph, convolution(graph, x, `${root}.blocks.${2 * index + 1}`, width, next, { stride: 2 }))
  }
  return convolution(graph, x, `${root}.conv_out`, widths.at(-1)!, out)
}
