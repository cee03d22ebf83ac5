/**
 * The name that the original Stable Diffusion code gives a layer of the denoiser, for the name that diffusers gives
 * it: LoRAs for SDXL are usually trained under the original names. Null where there is none. `layers` is
 * `layers_per_block`.
 */
export function ldmName(name: string, layers: number): string | null {
  const fixed = ends[name]
  if (fixed !== undefined) return fixed
  const inMid = /^mid_block\.(resnets|attentions)\.(\d+)\.(.+)$/.exec(name)
  if (inMid !== null) {
    const [, kind, index, rest = ''] = inMid
    return `middle_block.${kind === 'attentions' ? 1 : Number(index) * 2}.${inner(rest)}`
  }
  const inBlock = /^(down|up)_blocks\.(\d+)\.(resnets|attentions|downsamplers|upsamplers)\.(\d+)\.(.+)$/.exec(
    name,
  )
  if (inBlock === null) return null
  const [, way, block, kind = '', index, rest = ''] = inBlock
  const first = Number(block) * (layers + 1)
  if (way === 'down') {
    if (kind === 'downsamplers') return `input_blocks.${first + layers + 1}.0.op`
    return `input_blocks.${1 + first + Number(index)}.${kind === 'attentions' ? 1 : 0}.${inner(rest)}`
  }
  const at = `output_blocks.${first + (kind === 'upsamplers' ? layers : Number(index))}`
  if (kind === 'upsamplers') return `${at}.2.${rest}`
  return `${at}.${kind === 'attentions' ? 1 : 0}.${inner(rest)}`
}

const ends: Readonly<Record<string, string>> = {
  conv_in: 'input_blocks.0.0',
  conv_norm_out: 'out.0',
  conv_out: 'out.2',
  'time_embedding.linear_1': 'time_embed.0',
  'time_embedding.linear_2': 'time_embed.2',
  'add_embedding.linear_1': 'label_emb.0.0',
  'add_embedding.linear_2': 'label_emb.0.2',
}

const resnetParts: Readonly<Record<string, string>> = {
  norm1: 'in_layers.0',
  conv1: 'in_layers.2',
  time_emb_proj: 'emb_layers.1',
  norm2: 'out_layers.0',
  conv2: 'out_layers.3',
  conv_shortcut: 'skip_connection',
}

function inner(rest: string): string {
  return resnetParts[rest] ?? rest
}
