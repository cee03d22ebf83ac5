import { expect, test } from 'vitest'
import { UnetConfig } from '#engine/graph/unet-config.ts'
import { blockPlans, contextWidth, timeIdCount } from '#engine/graph/unet-plan.ts'

const base = {
  ...{ _class_name: 'UNet2DConditionModel', in_channels: 4, out_channels: 4 },
  down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
  up_block_types: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'],
  block_out_channels: [320, 640, 1280],
  attention_head_dim: [5, 10, 20],
}

test('depths of the way up are those of the way down, unless they are given, the smallest picture first', () => {
  const same = blockPlans(UnetConfig.parse({ ...base, transformer_layers_per_block: [1, 2, 10] }))
  expect(same.map(({ up }) => up)).toEqual([
    [1, 1, 1],
    [2, 2, 2],
    [10, 10, 10],
  ])
  const own = blockPlans(
    UnetConfig.parse({
      ...base,
      transformer_layers_per_block: [1, [2, 2], [4, 4]],
      reverse_transformer_layers_per_block: [[4, 4, 10], [2, 1, 1], 1],
    }),
  )
  expect(own.map(({ down, up, mid }) => ({ down, up, mid }))).toEqual([
    { down: [1, 1], up: [1, 1, 1], mid: 1 },
    { down: [2, 2], up: [2, 1, 1], mid: 2 },
    { down: [4, 4], up: [4, 4, 10], mid: 4 },
  ])
})

test('SDXL is told six numbers, its refiner five, others none', () => {
  const told = { addition_embed_type: 'text_time', addition_time_embed_dim: 256 }
  const ids = (width: number): number =>
    timeIdCount(UnetConfig.parse({ ...base, ...told, projection_class_embeddings_input_dim: width }), 1280)
  expect([ids(2816), ids(2560)]).toEqual([6, 5])
  expect(timeIdCount(UnetConfig.parse(base), 0)).toBe(0)
})

test('text states may be projected before they are used', () => {
  expect(contextWidth(UnetConfig.parse({ ...base, encoder_hid_dim: 4096 }))).toBe(4096)
  expect(contextWidth(UnetConfig.parse({ ...base, cross_attention_dim: [64, 64, 64] }))).toBe(64)
})

test('heads count where a level has attention, and only there', () => {
  const wide = { ...base, block_out_channels: [4, 640, 1280], norm_num_groups: 4 }
  expect(UnetConfig.safeParse({ ...wide, attention_head_dim: 10 }).success).toBe(true)
  const refused = UnetConfig.safeParse({ ...wide, attention_head_dim: 7 })
  expect(refused.error?.message).toContain('640 channels do not divide into 7 heads')
})

test.each([
  [{ layers_per_block: [2, 2] }, 'layers_per_block must have 3 entries'],
  [{ transformer_layers_per_block: [1, [2], 1] }, 'a number for each residual block'],
  [{ reverse_transformer_layers_per_block: [1] }, 'reverse_transformer_layers_per_block must have 3 entries'],
  [{ only_cross_attention: [true] }, 'only_cross_attention must have 3 entries'],
  [{ addition_embed_type: 'text_time' }, 'text_time needs'],
  [{ addition_embed_type: 'text', cross_attention_dim: 100 }, 'does not divide into 64 heads'],
  [{ addition_embed_type: 'image' }, 'addition_embed_type'],
  [{ block_out_channels: [33, 66, 99], norm_num_groups: 33, attention_head_dim: 1 }, 'must be even'],
])('refused: %j', (change, reason) => {
  const refused = UnetConfig.safeParse({ ...base, ...change })
  expect(refused.error?.message).toContain(reason)
})
