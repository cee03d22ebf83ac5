import { z } from 'zod'

const width = z.number().int().min(1).max(16_384)
const count = z.number().int().min(1).max(64)
/** diffusers gives many settings once for all blocks or as a list, one a block. */
const perBlock = (item: z.ZodNumber) => z.union([item, z.array(item).min(1).max(16)])

const downBlock = z.enum(['DownBlock2D', 'CrossAttnDownBlock2D'])
const upBlock = z.enum(['UpBlock2D', 'CrossAttnUpBlock2D'])

/**
 * `unet/config.json` of diffusers' UNet2DConditionModel: the settings that the graph follows, and those that must
 * have their usual value because the graph knows no other.
 */
export const UnetConfig = z
  .object({
    _class_name: z.literal('UNet2DConditionModel'),
    in_channels: width,
    out_channels: width,
    sample_size: z.union([width, z.array(width).length(2)]).nullish(),
    down_block_types: z.array(downBlock).min(1).max(16),
    up_block_types: z.array(upBlock).min(1).max(16),
    mid_block_type: z.literal('UNetMidBlock2DCrossAttn').default('UNetMidBlock2DCrossAttn'),
    block_out_channels: z.array(width).min(1).max(16),
    layers_per_block: perBlock(count).default(2),
    transformer_layers_per_block: perBlock(count).default(1),
    attention_head_dim: perBlock(width).default(8),
    num_attention_heads: perBlock(width).nullish(),
    cross_attention_dim: perBlock(width).default(1280),
    norm_num_groups: width.default(32),
    norm_eps: z.number().positive().max(1).default(1e-5),
    downsample_padding: z.number().int().min(0).max(1).default(1),
    flip_sin_to_cos: z.boolean().default(true),
    freq_shift: z.number().min(0).max(1).default(0),
    use_linear_projection: z.boolean().default(false),
    time_embedding_dim: width.nullish(),
    act_fn: z.literal('silu').default('silu'),
    center_input_sample: z.literal(false).default(false),
    only_cross_attention: z.literal(false).default(false),
    dual_cross_attention: z.literal(false).default(false),
    mid_block_scale_factor: z.literal(1).default(1),
    resnet_time_scale_shift: z.literal('default').default('default'),
    resnet_out_scale_factor: z.literal(1).default(1),
    resnet_skip_time_act: z.literal(false).default(false),
    time_embedding_type: z.literal('positional').default('positional'),
    conv_in_kernel: z.literal(3).default(3),
    conv_out_kernel: z.literal(3).default(3),
    class_embed_type: z.null().optional(),
    addition_embed_type: z.null().optional(),
    encoder_hid_dim_type: z.null().optional(),
    time_cond_proj_dim: z.null().optional(),
    timestep_post_act: z.null().optional(),
    time_embedding_act_fn: z.null().optional(),
    cross_attention_norm: z.null().optional(),
    reverse_transformer_layers_per_block: z.null().optional(),
    attention_type: z.literal('default').default('default'),
  })
  .superRefine((config, context) => {
    const blocks = config.block_out_channels.length
    const say = (message: string): void => context.addIssue({ code: 'custom', message })
    for (const list of ['down_block_types', 'up_block_types'] as const)
      if (config[list].length !== blocks)
        say(`${list} must list ${blocks} blocks, as block_out_channels does`)
    for (const list of [
      'layers_per_block',
      'transformer_layers_per_block',
      'attention_head_dim',
      'num_attention_heads',
      'cross_attention_dim',
    ] as const) {
      const value = config[list]
      if (Array.isArray(value) && value.length !== blocks) say(`${list} must have ${blocks} entries`)
    }
    for (const channels of config.block_out_channels) {
      if (channels % config.norm_num_groups !== 0)
        say(`${channels} channels do not divide into ${config.norm_num_groups} groups`)
    }
    blockPlans(config).forEach((plan) => {
      if (plan.channels % plan.heads !== 0)
        say(`${plan.channels} channels do not divide into ${plan.heads} heads`)
    })
    if ((config.block_out_channels[0] ?? 1) % 2 !== 0) say('the first of block_out_channels must be even')
  })
export type UnetConfig = z.infer<typeof UnetConfig>

/** One level of the network, with what applies to it alone. */
export interface BlockPlan {
  readonly channels: number
  readonly layers: number
  readonly transformerLayers: number
  readonly heads: number
  readonly contextWidth: number
}

type Listed = Pick<
  UnetConfig,
  | 'block_out_channels'
  | 'layers_per_block'
  | 'transformer_layers_per_block'
  | 'attention_head_dim'
  | 'cross_attention_dim'
> & { readonly num_attention_heads?: number | number[] | null | undefined }

/** The levels from the widest picture to the smallest. diffusers means heads when it says `attention_head_dim`. */
export function blockPlans(config: Listed): BlockPlan[] {
  const at = (value: number | number[], index: number): number =>
    Array.isArray(value) ? (value[index] ?? 1) : value
  return config.block_out_channels.map((channels, index) => ({
    channels,
    layers: at(config.layers_per_block, index),
    transformerLayers: at(config.transformer_layers_per_block, index),
    heads: at(config.num_attention_heads ?? config.attention_head_dim, index),
    contextWidth: at(config.cross_attention_dim, index),
  }))
}
