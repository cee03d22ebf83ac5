import { z } from 'zod'
import { UnetConfig } from './unet-config.ts'

const width = z.number().int().min(1).max(16_384)
const defaultDown = ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D']

const Described = z.object({
  /** Channels of the convolutions that take the picture in; all but the first halve its sides. */
  hintWidths: z.array(width),
  channelOrder: z.enum(['rgb', 'bgr']),
  unet: UnetConfig,
})

/**
 * `config.json` of diffusers' ControlNetModel: a copy of the denoiser's first half, described as such under `unet`,
 * and what takes the picture in.
 */
export const ControlnetConfig = z
  .looseObject({
    _class_name: z.literal('ControlNetModel'),
    in_channels: width.default(4),
    down_block_types: z.array(z.string()).min(1).max(16).default(defaultDown),
    block_out_channels: z.array(width).min(1).max(16).default([320, 640, 1280, 1280]),
    conditioning_channels: z.literal(3).default(3),
    conditioning_embedding_out_channels: z.array(width).min(1).max(16).default([16, 32, 96, 256]),
    controlnet_conditioning_channel_order: z.enum(['rgb', 'bgr']).default('rgb'),
    global_pool_conditions: z.literal(false).default(false),
    time_cond_proj_dim: z.null().optional(),
  })
  .transform((config): z.input<typeof Described> => ({
    hintWidths: config.conditioning_embedding_out_channels,
    channelOrder: config.controlnet_conditioning_channel_order,
    unet: {
      ...config,
      _class_name: 'UNet2DConditionModel',
      out_channels: config.in_channels,
      up_block_types: config.down_block_types.toReversed().map((kind) => kind.replace('Down', 'Up')),
      center_input_sample: false,
    } as z.input<typeof UnetConfig>,
  }))
  .pipe(Described)
export type ControlnetConfig = z.infer<typeof ControlnetConfig>
