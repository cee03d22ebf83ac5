import { downsample, sizeOf, upsample } from './layers/convolution.ts'
import { resnet } from './layers/resnet.ts'
import { transformer } from './layers/transformer.ts'
import type { Value } from './onnx/builder.ts'
import type { BlockPlan } from './unet-plan.ts'
import type { Surroundings } from './unet-surroundings.ts'

/** A picture on its way, and how many channels it has. */
export interface Features {
  readonly value: Value
  readonly channels: number
}

/** One level on the way down; what the way up takes over is pushed onto `skips`. */
export function downBlock(
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
    const told = { depth: crossed ? plan.down[layer]! : null, onlyCross: plan.onlyCross }
    x = layerOf(around, x, `${name}.$.${layer}`, plan, told)
    skips.push(x)
  }
  if (index === config.block_out_channels.length - 1) return x
  const value = downsample(graph, x.value, `${name}.downsamplers.0`, x.channels, config.downsample_padding)
  x = { value, channels: x.channels }
  skips.push(x)
  return x
}

export function midBlock(around: Surroundings, x: Features, plan: BlockPlan): Features {
  const { mid_block_type: kind } = around.config
  const plain = { depth: null, onlyCross: false }
  if (kind === null) return x
  if (kind === 'UNetMidBlock2D') return layerOf(around, x, 'mid_block.$.0', plan, plain)
  const entered = layerOf(around, x, 'mid_block.$.0', plan, { depth: plan.mid, onlyCross: false })
  return layerOf(around, entered, 'mid_block.$.1', plan, plain)
}

/** One level on the way up; `index` counts from the smallest picture. */
export function upBlock(
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
    const joined = { value: both, channels: x.channels + skip.channels }
    const told = { depth: crossed ? plan.up[layer]! : null, onlyCross: plan.onlyCross }
    x = layerOf(around, joined, `${name}.$.${layer}`, plan, told)
  }
  const next = skips.at(-1)
  if (index === config.block_out_channels.length - 1 || next === undefined) return x
  // To the size of the next skip, which is not always the double: odd sides were rounded up on the way down.
  const value = upsample(graph, x.value, `${name}.upsamplers.0`, x.channels, sizeOf(graph, next.value))
  return { value, channels: x.channels }
}

/** A residual block and, where `depth` is not null, a transformer; `$` in the name is which of the two. */
function layerOf(
  around: Surroundings,
  x: Features,
  name: string,
  plan: BlockPlan,
  { depth, onlyCross }: { readonly depth: number | null; readonly onlyCross: boolean },
): Features {
  const { graph, config, time, batch } = around
  const options = {
    ...{ groups: config.norm_num_groups, epsilon: config.norm_eps, time },
    scaleShift: config.resnet_time_scale_shift === 'scale_shift',
  }
  const { channels } = plan
  const value = resnet(graph, x.value, name.replace('$', 'resnets'), x.channels, channels, options)
  if (depth === null) return { value, channels }
  const told = transformer(graph, value, name.replace('$', 'attentions'), channels, {
    ...{ heads: plan.heads, layers: depth, groups: config.norm_num_groups, onlyCross, batch },
    linearProjection: config.use_linear_projection,
    watch: around.watch,
    coupling: around.coupling,
    context: { rows: around.context, width: plan.contextWidth },
  })
  return { value: told, channels }
}
