import { z } from 'zod'

const width = z.number().int().min(1).max(16_384)

/** `vae/config.json` of diffusers' AutoencoderKL. */
export const VaeConfig = z
  .object({
    _class_name: z.literal('AutoencoderKL'),
    in_channels: z.literal(3).default(3),
    out_channels: z.literal(3).default(3),
    down_block_types: z.array(z.literal('DownEncoderBlock2D')).min(1).max(8),
    up_block_types: z.array(z.literal('UpDecoderBlock2D')).min(1).max(8),
    block_out_channels: z.array(width).min(1).max(8),
    layers_per_block: z.number().int().min(1).max(16).default(1),
    latent_channels: z.number().int().min(1).max(256).default(4),
    norm_num_groups: width.default(32),
    act_fn: z.enum(['silu', 'swish']).default('silu'),
    scaling_factor: z.number().positive().max(1000).default(0.18215),
    shift_factor: z.number().min(-1000).max(1000).nullish(),
    /** Of each latent channel: the denoiser knows them with these taken off and divided by, then scaled. */
    latents_mean: z.array(z.number().min(-1000).max(1000)).max(256).nullish(),
    latents_std: z.array(z.number().positive().max(1000)).max(256).nullish(),
    use_quant_conv: z.boolean().default(true),
    use_post_quant_conv: z.boolean().default(true),
    mid_block_add_attention: z.boolean().default(true),
  })
  .superRefine((config, context) => {
    const say = (message: string): void => context.addIssue({ code: 'custom', message })
    const blocks = config.block_out_channels.length
    for (const list of ['down_block_types', 'up_block_types'] as const)
      if (config[list].length !== blocks)
        say(`${list} must list ${blocks} blocks, as block_out_channels does`)
    for (const list of ['latents_mean', 'latents_std'] as const)
      if (config[list] && config[list].length !== config.latent_channels)
        say(`${list} must have ${config.latent_channels} entries, one a latent channel`)
    for (const channels of config.block_out_channels)
      if (channels % config.norm_num_groups !== 0)
        say(`${channels} channels do not divide into ${config.norm_num_groups} groups`)
  })
export type VaeConfig = z.infer<typeof VaeConfig>

/** Pixels that one latent cell covers on a side. */
export function latentScale(config: VaeConfig): number {
  return 2 ** (config.block_out_channels.length - 1)
}
