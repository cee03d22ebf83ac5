import { z } from 'zod'
import { checkUnetConfig } from './unet-plan.ts'

const width = z.number().int().min(1).max(16_384)
const count = z.number().int().min(1).max(64)
const depth = z.number().int().min(0).max(64)
/** diffusers gives many settings once for all blocks or as a list, one a block. */
const perBlock = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1).max(16)])
/** Transformer layers of a block, or of each of its residual blocks. */
const depths = z.union([depth, z.array(depth).min(1).max(65)])

const downBlock = z.enum(['DownBlock2D', 'CrossAttnDownBlock2D'])
const upBlock = z.enum(['UpBlock2D', 'CrossAttnUpBlock2D'])
const kernel = z.union([z.literal(1), z.literal(3), z.literal(5), z.literal(7)])

/**
 * `unet/config.json` of diffusers' UNet2DConditionModel: the settings that the graph follows, and those that must
 * have their usual value because the graph knows no other. `upcast_attention` and `dropout` change nothing here.
 */
const shape = {
  _class_name: z.literal('UNet2DConditionModel'),
  in_channels: width,
  out_channels: width,
  sample_size: z.union([width, z.array(width).length(2)]).nullish(),
  down_block_types: z.array(downBlock).min(1).max(16),
  up_block_types: z.array(upBlock).min(1).max(16),
  mid_block_type: z
    .enum(['UNetMidBlock2DCrossAttn', 'UNetMidBlock2D'])
    .nullable()
    .default('UNetMidBlock2DCrossAttn'),
  block_out_channels: z.array(width).min(1).max(16),
  layers_per_block: perBlock(count).default(2),
  transformer_layers_per_block: perBlock(depths).default(1),
  /** For the blocks on the way up, the smallest picture's first; otherwise those of the way down, reversed. */
  reverse_transformer_layers_per_block: z.array(depths).min(1).max(16).nullish(),
  attention_head_dim: perBlock(width).default(8),
  num_attention_heads: perBlock(width).nullish(),
  cross_attention_dim: perBlock(width).default(1280),
  only_cross_attention: perBlock(z.boolean()).default(false),
  norm_num_groups: width.default(32),
  norm_eps: z.number().positive().max(1).default(1e-5),
  downsample_padding: z.number().int().min(0).max(1).default(1),
  flip_sin_to_cos: z.boolean().default(true),
  freq_shift: z.number().min(0).max(1).default(0),
  use_linear_projection: z.boolean().default(false),
  time_embedding_dim: width.nullish(),
  act_fn: z.enum(['silu', 'swish']).default('silu'),
  center_input_sample: z.boolean().default(false),
  resnet_time_scale_shift: z.enum(['default', 'scale_shift']).default('default'),
  conv_in_kernel: kernel.default(3),
  conv_out_kernel: kernel.default(3),
  time_cond_proj_dim: width.nullish(),
  addition_embed_type: z.enum(['text', 'text_time']).nullish(),
  addition_embed_type_num_heads: width.default(64),
  addition_time_embed_dim: width.nullish(),
  projection_class_embeddings_input_dim: width.nullish(),
  encoder_hid_dim: width.nullish(),
  encoder_hid_dim_type: z.literal('text_proj').nullish(),
  ...notFollowed(),
}

/** Settings of which the graph knows the usual value alone. */
function notFollowed() {
  return {
    dual_cross_attention: z.literal(false).default(false),
    mid_block_scale_factor: z.literal(1).default(1),
    resnet_out_scale_factor: z.literal(1).default(1),
    resnet_skip_time_act: z.literal(false).default(false),
    time_embedding_type: z.literal('positional').default('positional'),
    class_embed_type: z.null().optional(),
    num_class_embeds: z.null().optional(),
    timestep_post_act: z.null().optional(),
    time_embedding_act_fn: z.null().optional(),
    cross_attention_norm: z.null().optional(),
    attention_type: z.literal('default').default('default'),
  }
}

export type UnetConfig = z.infer<z.ZodObject<typeof shape>>
export const UnetConfig = z.object(shape).superRefine((config, context) => {
  for (const message of checkUnetConfig(config)) context.addIssue({ code: 'custom', message })
})
