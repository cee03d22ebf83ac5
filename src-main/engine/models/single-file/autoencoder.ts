import type { StoredTensor, WeightSource } from '#engine/weights/weight-source.ts'
import { countLayers, groupsOf, shapeOf } from './tensors.ts'
import type { PartTensors, ReadPart } from './tensors.ts'

const attentionParts: Readonly<Record<string, string>> = {
  norm: 'group_norm',
  q: 'to_q',
  k: 'to_k',
  v: 'to_v',
  proj_out: 'to_out.0',
}

/**
 * An autoencoder, in the original layout or under diffusers' names: its config from the tensors' shapes, and its
 * tensors as diffusers' AutoencoderKL names them. Attention's 1 × 1 convolutions hold the numbers of linear maps, so
 * they need no more than their names.
 */
export function readAutoencoder(part: PartTensors, source: WeightSource, scalingFactor: number): ReadPart {
  const isOriginal = !part.tensors.has('decoder.mid_block.resnets.0.conv1.weight')
  const down = isOriginal ? 'encoder.down' : 'encoder.down_blocks'
  const inner = isOriginal ? 'block' : 'resnets'
  const count = countLayers(part, `${down}.`, `.${inner}.0.conv1.weight`)
  const widths = Array.from(
    { length: count },
    (_, index) => shapeOf(part, `${down}.${index}.${inner}.0.conv1.weight`, 4)[0] ?? 1,
  )
  const layers = countLayers(part, `${down}.0.${inner}.`, '.conv1.weight')
  const tensors = new Map<string, StoredTensor>()
  for (const [name, tensor] of part.tensors) tensors.set(isOriginal ? rename(name, count) : name, tensor)
  const config = {
    _class_name: 'AutoencoderKL',
    down_block_types: widths.map(() => 'DownEncoderBlock2D'),
    up_block_types: widths.map(() => 'UpDecoderBlock2D'),
    ...{ block_out_channels: widths, layers_per_block: layers, norm_num_groups: groupsOf(widths) },
    latent_channels: shapeOf(part, 'decoder.conv_in.weight', 4)[1],
    scaling_factor: scalingFactor,
    use_quant_conv: part.tensors.has('quant_conv.weight'),
    use_post_quant_conv: part.tensors.has('post_quant_conv.weight'),
    mid_block_add_attention: [...tensors.keys()].some((name) => name.includes('mid_block.attentions.0.')),
  }
  return { config, weights: { ...source, tensors } }
}

/** The decoder's blocks are counted from the large picture, diffusers' from the small one. */
function rename(name: string, count: number): string {
  return name
    .replace(/^(encoder|decoder)\.norm_out\./, '$1.conv_norm_out.')
    .replace(/\.mid\.block_([12])\./, (_, which: string) => `.mid_block.resnets.${Number(which) - 1}.`)
    .replace(
      /\.mid\.attn_1\.(\w+)\./,
      (_, which: string) => `.mid_block.attentions.0.${attentionParts[which] ?? which}.`,
    )
    .replace(/^encoder\.down\.(\d+)\.block\./, 'encoder.down_blocks.$1.resnets.')
    .replace(/^encoder\.down\.(\d+)\.downsample\./, 'encoder.down_blocks.$1.downsamplers.0.')
    .replace(/^decoder\.up\.(\d+)\./, (_, index: string) => `decoder.up_blocks.${count - 1 - Number(index)}.`)
    .replace(/^(decoder\.up_blocks\.\d+)\.block\./, '$1.resnets.')
    .replace(/^(decoder\.up_blocks\.\d+)\.upsample\./, '$1.upsamplers.0.')
    .replace('.nin_shortcut.', '.conv_shortcut.')
}
