import { VersoError } from '#shared/errors.ts'
import { damaged } from '#engine/weights/damaged.ts'
import type { StoredTensor, WeightSource } from '#engine/weights/weight-source.ts'
import { countLayers, groupsOf, shapeOf } from './tensors.ts'
import type { PartTensors, ReadPart } from './tensors.ts'

/** One level of the denoiser, from the widest picture to the smallest. */
interface Level {
  channels: number
  layers: number
  /** Transformer blocks after each residual block; 0: none. */
  depth: number
}

/** diffusers' name of each block, by its original name. */
type Blocks = Map<string, string>

const ends: Readonly<Record<string, string>> = {
  'time_embed.0': 'time_embedding.linear_1',
  'time_embed.2': 'time_embedding.linear_2',
  'time_embed.cond_proj': 'time_embedding.cond_proj',
  'label_emb.0.0': 'add_embedding.linear_1',
  'label_emb.0.2': 'add_embedding.linear_2',
  'input_blocks.0.0': 'conv_in',
  'out.0': 'conv_norm_out',
  'out.2': 'conv_out',
}

const resnetParts: Readonly<Record<string, string>> = {
  'in_layers.0': 'norm1',
  'in_layers.2': 'conv1',
  'emb_layers.1': 'time_emb_proj',
  'out_layers.0': 'norm2',
  'out_layers.3': 'conv2',
  skip_connection: 'conv_shortcut',
}

export interface DenoiserOptions {
  /** The number of heads at each level where the files of a family have the same everywhere; null: 64 wide each. */
  readonly heads: number | null
  /** Width of the pooled prompt that it is told; 0: none. */
  readonly pooledWidth: number
  /** Numbers beside the pooled prompt: sizes and crop, or a score. */
  readonly timeIds: number
  /** Side of the latents that it was trained on. */
  readonly sampleSize: number
}

/**
 * The denoiser of a file in the original layout (CompVis' `openaimodel.py`, Stability's `generative-models`): its
 * config from the tensors' shapes, and its tensors as diffusers' UNet2DConditionModel names them. What shapes do not
 * tell is what every released model has: heads 64 wide or eight of them, 32 groups.
 */
export function readDenoiser(part: PartTensors, source: WeightSource, options: DenoiserOptions): ReadPart {
  const blocks: Blocks = new Map()
  const levels = readDownBlocks(part, blocks)
  const middle = countLayers(part, 'middle_block.1.transformer_blocks.', '.norm1.weight')
  for (const [from, to] of ['resnets.0', 'attentions.0', 'resnets.1'].entries())
    blocks.set(`middle_block.${from}`, `mid_block.${to}`)
  nameUpBlocks(part, levels, blocks)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, tensor] of part.tensors) {
    const known = rename(name, blocks)
    if (known !== null) tensors.set(known, tensor)
  }
  return { config: configOf(part, levels, middle, options), weights: { ...source, tensors } }
}

function readDownBlocks(part: PartTensors, blocks: Blocks): Level[] {
  const levels: Level[] = []
  let level: Level | null = null
  for (let block = 1; ; block++) {
    const name = `input_blocks.${block}`
    if (level !== null && part.tensors.has(`${name}.0.op.weight`)) {
      blocks.set(`${name}.0.op`, `down_blocks.${levels.length - 1}.downsamplers.0.conv`)
      level = null
      continue
    }
    if (![...part.tensors.keys()].some((tensor) => tensor.startsWith(`${name}.`))) {
      refuseGap(part, block)
      return levels
    }
    const [channels = 1] = shapeOf(part, `${name}.0.out_layers.3.weight`, 4)
    const depth = countLayers(part, `${name}.1.transformer_blocks.`, '.norm1.weight')
    if (level === null) levels.push((level = { channels, layers: 0, depth }))
    const to = `down_blocks.${levels.length - 1}`
    blocks.set(`${name}.0`, `${to}.resnets.${level.layers}`)
    blocks.set(`${name}.1`, `${to}.attentions.${level.layers}`)
    level.layers++
  }
}

/** After the last of the first half's blocks there must be no other. */
function refuseGap({ label, tensors }: PartTensors, block: number): void {
  for (const name of tensors.keys())
    if (Number(/^input_blocks\.(\d+)\./.exec(name)?.[1] ?? 0) > block)
      throw damaged(label, `it lacks the tensor "input_blocks.${block}.0.in_layers.2.weight"`)
}

function nameUpBlocks({ tensors }: PartTensors, levels: readonly Level[], blocks: Blocks): void {
  let block = 0
  for (const [index, level] of levels.toReversed().entries()) {
    for (let layer = 0; layer <= level.layers; layer++, block++) {
      const [from, to] = [`output_blocks.${block}`, `up_blocks.${index}`]
      blocks.set(`${from}.0`, `${to}.resnets.${layer}`)
      // What enlarges comes after the transformer, and in its place where there is none.
      const enlarges = [1, 2].find((place) => tensors.has(`${from}.${place}.conv.weight`))
      if (enlarges !== 1) blocks.set(`${from}.1`, `${to}.attentions.${layer}`)
      if (enlarges !== undefined) blocks.set(`${from}.${enlarges}`, `${to}.upsamplers.0`)
    }
  }
}

/** diffusers' name, null for what it does not have. */
function rename(name: string, blocks: Blocks): string | null {
  const [, module = '', kind = ''] = /^(.+)\.(weight|bias)$/.exec(name) ?? []
  const end = ends[module]
  if (end !== undefined) return `${end}.${kind}`
  const [, block = '', rest = ''] =
    /^((?:input|output)_blocks\.\d+\.\d+|middle_block\.\d+)\.(.+)$/.exec(module) ?? []
  const whole = blocks.get(module)
  if (whole !== undefined) return `${whole}.${kind}`
  const known = blocks.get(block)
  return known === undefined ? null : `${known}.${resnetParts[rest] ?? rest}.${kind}`
}

function configOf(
  part: PartTensors,
  levels: readonly Level[],
  middle: number,
  { heads, pooledWidth, timeIds, sampleSize }: DenoiserOptions,
): Record<string, unknown> {
  const widths = levels.map(({ channels }) => channels)
  const [first = 1, input = 1] = shapeOf(part, 'input_blocks.0.0.weight', 4)
  if (levels.length === 0 || middle === 0) throw strange(part, 'its denoiser has no blocks with text')
  // The smallest level's transformers may stand in the middle alone, as in SDXL's refiner.
  const depths = levels.map(({ depth }, index) =>
    index === levels.length - 1 && depth === 0 ? middle : depth || 1,
  )
  if (depths.at(-1) !== middle)
    throw strange(part, `${middle} transformer blocks stand in its middle, ${depths.at(-1)} before it`)
  const kinds = levels.map(({ depth }) => (depth > 0 ? 'CrossAttn' : ''))
  const [, context] = shapeOf(part, 'middle_block.1.transformer_blocks.0.attn2.to_k.weight', 2)
  return {
    _class_name: 'UNet2DConditionModel',
    ...{ in_channels: input, out_channels: shapeOf(part, 'out.2.weight', 4)[0], sample_size: sampleSize },
    down_block_types: kinds.map((kind) => `${kind}DownBlock2D`),
    up_block_types: kinds.toReversed().map((kind) => `${kind}UpBlock2D`),
    ...{ block_out_channels: widths, norm_num_groups: groupsOf([first, ...widths]) },
    ...{ layers_per_block: levels.map(({ layers }) => layers), transformer_layers_per_block: depths },
    attention_head_dim: heads ?? headsOf(widths),
    cross_attention_dim: context,
    use_linear_projection: shapeOf(part, 'middle_block.1.proj_in.weight', 2).length === 2,
    time_embedding_dim: shapeOf(part, 'time_embed.0.weight', 2)[0],
    time_cond_proj_dim: part.tensors.get('time_embed.cond_proj.weight')?.shape[1] ?? null,
    ...additionOf(part, pooledWidth, timeIds),
  }
}

/** Heads are 64 wide; in networks narrower than that, the narrowest level has two. */
function headsOf(widths: readonly number[]): number[] {
  const narrowest = Math.min(...widths)
  const head = widths.every((width) => width % 64 === 0) ? 64 : Math.max(1, Math.floor(narrowest / 2))
  return widths.map((width) => (width % head === 0 ? width / head : 1))
}

/** SDXL is told the pooled prompt and the waves of some numbers, all in one row. */
function additionOf(part: PartTensors, pooledWidth: number, timeIds: number): Record<string, unknown> {
  const shape = part.tensors.get('label_emb.0.0.weight')?.shape
  if (shape === undefined) return {}
  const [, told = 0] = shape
  if (pooledWidth === 0) throw strange(part, 'its denoiser is told a picture or a class beside the prompt')
  const waves = (told - pooledWidth) / timeIds
  if (!Number.isInteger(waves) || waves <= 0)
    throw strange(
      part,
      `its denoiser is told ${told} numbers, which a pooled prompt of ${pooledWidth} does not fit`,
    )
  return {
    addition_embed_type: 'text_time',
    addition_time_embed_dim: waves,
    projection_class_embeddings_input_dim: told,
  }
}

function strange({ label }: PartTensors, reason: string): VersoError {
  const message = `${label}: ${reason}, which Verso cannot follow. Choose a Stable Diffusion 1.x, 2.x or XL model.`
  return new VersoError('model-unsupported', message, { subject: label })
}
