import { z } from 'zod'

const width = z.number().int().min(1).max(4096)
const stages = z.array(width).min(1).max(8)
const counts = z.array(z.number().int().min(0).max(64)).min(1).max(8)

/** `config.json` of diffusers' AutoencoderTiny (TAESD). */
export const TinyVaeConfig = z
  .object({
    _class_name: z.literal('AutoencoderTiny'),
    in_channels: z.literal(3).default(3),
    out_channels: z.literal(3).default(3),
    encoder_block_out_channels: stages.default([64, 64, 64, 64]),
    decoder_block_out_channels: stages.default([64, 64, 64, 64]),
    num_encoder_blocks: counts.default([1, 3, 3, 3]),
    num_decoder_blocks: counts.default([3, 3, 3, 1]),
    act_fn: z.enum(['relu', 'gelu', 'silu']).default('relu'),
    upsample_fn: z.literal('nearest').default('nearest'),
    upsampling_scaling_factor: z.literal(2).default(2),
    latent_channels: z.number().int().min(1).max(256).default(4),
    scaling_factor: z.number().positive().max(1000).default(1),
    shift_factor: z.number().min(-1000).max(1000).nullish(),
  })
  .superRefine((config, context) => {
    for (const part of ['encoder', 'decoder'] as const) {
      const widths = config[`${part}_block_out_channels`]
      const say = (message: string): void => context.addIssue({ code: 'custom', message })
      if (new Set(widths).size > 1) say(`${part}_block_out_channels must all be the same`)
      if (widths.length !== config[`num_${part}_blocks`].length)
        say(`num_${part}_blocks must have ${widths.length} entries`)
    }
    if (config.num_encoder_blocks.length !== config.num_decoder_blocks.length)
      context.addIssue({ code: 'custom', message: 'encoder and decoder must have as many stages' })
  })
export type TinyVaeConfig = z.infer<typeof TinyVaeConfig>

/** Pixels that one latent cell covers on a side. */
export function tinyLatentScale(config: TinyVaeConfig): number {
  return 2 ** (config.num_decoder_blocks.length - 1)
}
