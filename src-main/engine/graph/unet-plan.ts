import type { UnetConfig } from './unet-config.ts'

/** One level of the network, with what applies to it alone. */
export interface BlockPlan {
  readonly channels: number
  /** Residual blocks on the way down; on the way up there is one more. */
  readonly layers: number
  /** Transformer layers after each residual block, on the way down and up. */
  readonly down: readonly number[]
  readonly up: readonly number[]
  /** Transformer layers in the middle, where this is the level of the smallest picture. */
  readonly mid: number
  readonly heads: number
  readonly contextWidth: number
  /** Its first attention looks at the text too. */
  readonly onlyCross: boolean
}

const at = <T>(value: T | readonly T[], index: number): T =>
  (Array.isArray(value) ? value[index] : value) as T

/** The levels from the widest picture to the smallest. diffusers means heads when it says `attention_head_dim`. */
export function blockPlans(config: UnetConfig): BlockPlan[] {
  const last = config.block_out_channels.length - 1
  return config.block_out_channels.map((channels, index) => {
    const layers = at(config.layers_per_block, index)
    const down = at<number | number[]>(config.transformer_layers_per_block, index)
    const reversed = config.reverse_transformer_layers_per_block
    const up = reversed ? reversed[last - index]! : down
    return {
      ...{ channels, layers, down: each(down, layers), up: each(up, layers + 1), mid: at(down, 0) },
      heads: at(config.num_attention_heads ?? config.attention_head_dim, index),
      contextWidth: at(config.cross_attention_dim, index),
      onlyCross: at(config.only_cross_attention, index),
    }
  })
}

function each(depths: number | readonly number[], layers: number): number[] {
  return Array.from({ length: layers }, (_, layer) => at(depths, layer))
}

/** A network that makes one vector of all its text has no place for several texts. */
export function readsPromptWhole({ addition_embed_type: kind }: UnetConfig): boolean {
  return kind === 'text'
}

/** Width of the text states that the denoiser takes. */
export function contextWidth(config: UnetConfig): number {
  return config.encoder_hid_dim ?? at(config.cross_attention_dim, 0)
}

/** Numbers that SDXL is told of a picture beside its prompt, each as waves: `pooledWidth` is that of the prompt. */
export function timeIdCount(config: UnetConfig, pooledWidth: number): number {
  if (config.addition_embed_type !== 'text_time') return 0
  return (
    ((config.projection_class_embeddings_input_dim ?? 0) - pooledWidth) /
    (config.addition_time_embed_dim ?? 1)
  )
}

/** What is wrong with a config whose fields are right one by one. */
export function checkUnetConfig(config: UnetConfig): string[] {
  const lists = wrongLists(config)
  return lists.length > 0 ? lists : [...wrongWidths(config), ...wrongAdditions(config)]
}

function wrongLists(config: UnetConfig): string[] {
  const blocks = config.block_out_channels.length
  const names = [
    ...(['down_block_types', 'up_block_types', 'layers_per_block', 'transformer_layers_per_block'] as const),
    ...(['reverse_transformer_layers_per_block', 'attention_head_dim', 'num_attention_heads'] as const),
    ...(['cross_attention_dim', 'only_cross_attention'] as const),
  ]
  const wrong = names.filter((name) => {
    const value = config[name]
    return Array.isArray(value) && value.length !== blocks
  })
  return wrong.map((name) => `${name} must have ${blocks} entries, as block_out_channels has`)
}

function wrongWidths(config: UnetConfig): string[] {
  const { norm_num_groups: groups, block_out_channels: channels } = config
  const found = channels
    .filter((width) => width % groups !== 0)
    .map((width) => `${width} channels do not divide into ${groups} groups`)
  for (const [index, plan] of blockPlans(config).entries()) {
    if (hasAttention(config, index) && plan.channels % plan.heads !== 0)
      found.push(`${plan.channels} channels do not divide into ${plan.heads} heads`)
    if (plan.down.length !== plan.layers || [...plan.down, ...plan.up, plan.mid].includes(undefined as never))
      found.push('transformer_layers_per_block must have a number for each residual block')
  }
  if (channels[0]! % 2 !== 0) found.push('the first of block_out_channels must be even')
  return found
}

/** Whether a level, of those from the widest picture to the smallest, looks at the text. */
function hasAttention(config: UnetConfig, index: number): boolean {
  const last = config.block_out_channels.length - 1
  const isMiddle = index === last && config.mid_block_type === 'UNetMidBlock2DCrossAttn'
  const types = [config.down_block_types[index], config.up_block_types[last - index]]
  return isMiddle || types.some((type) => type?.startsWith('CrossAttn'))
}

function wrongAdditions(config: UnetConfig): string[] {
  const { addition_embed_type: kind, addition_time_embed_dim: waves } = config
  if (kind === 'text_time' && (!config.projection_class_embeddings_input_dim || !waves || waves % 2 !== 0))
    return ['text_time needs projection_class_embeddings_input_dim and an even addition_time_embed_dim']
  const heads = config.addition_embed_type_num_heads
  if (kind === 'text' && contextWidth(config) % heads !== 0)
    return [`a context of ${contextWidth(config)} does not divide into ${heads} heads`]
  return []
}
