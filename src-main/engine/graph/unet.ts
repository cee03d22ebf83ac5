import { VersoError } from '#shared/errors.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import { silu } from './layers/activation.ts'
import { giveAttention } from './layers/attention-maps.ts'
import type { AttentionWatch } from './layers/attention-maps.ts'
import { convolution, sizeOf } from './layers/convolution.ts'
import { groupNorm } from './layers/norm.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph } from './onnx/builder.ts'
import { downBlock, midBlock, upBlock } from './unet-blocks.ts'
import type { Features } from './unet-blocks.ts'
import type { UnetConfig } from './unet-config.ts'
import { blockPlans, readsPromptWhole } from './unet-plan.ts'
import { unetSurroundings } from './unet-surroundings.ts'

export interface UnetOptions {
  /** Takes what ControlNets add, under the names of `residualNames`; a tensor of one zero adds nothing. */
  readonly controlled?: boolean
  /** Also gives `attention` [batch, tokens, height, width]: how much each place of the picture looks at each token. */
  readonly watched?: boolean
  /**
   * Takes several texts for each picture: `context` [batch · parts, tokens, width], and `shares` [batch, parts, height,
   * width], how much each counts where.
   */
  readonly coupled?: boolean
}

/**
 * diffusers' UNet2DConditionModel: `sample` [batch, in, height, width] and what `unetSurroundings` adds →
 * `prediction` [batch, out, height, width].
 */
export function buildUnet(
  config: UnetConfig,
  weights: WeightSource,
  { controlled = false, watched = false, coupled = false }: UnetOptions = {},
): BuiltGraph {
  if (coupled && readsPromptWhole(config)) throw wholePrompt(weights)
  const graph = new GraphBuilder('denoiser', weights)
  const plans = blockPlans(config)
  const first = config.block_out_channels[0] ?? 1
  const given = graph.input('sample', 'float', ['batch', config.in_channels, 'height', 'width'])
  const watch: AttentionWatch | null = watched ? { size: sizeOf(graph, given), sum: null, count: 0 } : null
  const coupling = coupled
    ? { shares: graph.input('shares', 'float', ['batch', 'parts', 'height', 'width']) }
    : null
  const around = {
    ...unetSurroundings(graph, config, given),
    ...(watch && { watch }),
    ...(coupling && { coupling }),
  }
  const sample = config.center_input_sample ? centred(graph, given) : given
  const kernel = config.conv_in_kernel
  let x: Features = {
    value: convolution(graph, sample, 'conv_in', config.in_channels, first, { kernel }),
    channels: first,
  }
  const skips: Features[] = [x]
  plans.forEach((plan, index) => (x = downBlock(around, x, plan, index, skips)))
  if (controlled)
    skips.forEach((skip, index) => (skips[index] = addResidual(graph, skip, `residual-${index}`)))
  x = midBlock(around, x, plans.at(-1)!)
  if (controlled) x = addResidual(graph, x, 'residual-mid')
  plans.toReversed().forEach((plan, index) => (x = upBlock(around, x, plan, index, skips)))
  let y = groupNorm(graph, x.value, 'conv_norm_out', first, config.norm_num_groups, config.norm_eps)
  y = convolution(graph, silu(graph, y), 'conv_out', first, config.out_channels, {
    kernel: config.conv_out_kernel,
  })
  graph.output('prediction', y, ['batch', config.out_channels, 'height', 'width'])
  if (watch !== null) giveAttention(graph, watch, weights.label)
  return graph.finish()
}

function wholePrompt({ label }: WeightSource): VersoError {
  const message = `${label} reads its prompt as a whole, so regions can't be mixed by attention. Mix them by predictions.`
  return new VersoError('model-unsupported', message, { subject: label })
}

/** Names of a controlled denoiser's further inputs, which are a ControlNet's outputs. */
export function residualNames(config: UnetConfig): string[] {
  const plans = blockPlans(config)
  const skips = plans.reduce((sum, { layers }) => sum + layers, plans.length)
  return [...Array.from({ length: skips }, (_, index) => `residual-${index}`), 'residual-mid']
}

function addResidual(graph: GraphBuilder, { value, channels }: Features, name: string): Features {
  const sides = ['batch', 'channels', 'height', 'width'].map((side) => `${name}-${side}`)
  return { value: graph.node('Add', [value, graph.input(name, 'float', sides)]), channels }
}

/** 2·x − 1 */
function centred(graph: GraphBuilder, x: string): string {
  return graph.node('Sub', [graph.node('Mul', [x, graph.floats([2])]), graph.floats([1])])
}
