import type { StoredTensor, WeightSource } from '#engine/weights/weight-source.ts'
import { countLayers, shapeOf, splitRows } from './tensors.ts'
import type { PartTensors, ReadPart } from './tensors.ts'

/** Heads are 64 wide; narrower networks have four. */
function headsOf(width: number): number {
  if (width % 64 === 0) return width / 64
  return width % 4 === 0 ? 4 : 1
}

/** OpenAI's CLIP under transformers' names, as Stable Diffusion 1.x and SDXL's first encoder are stored. */
export function readClip(part: PartTensors, source: WeightSource): ReadPart {
  // The oldest files leave the model's own name out.
  const root = part.tensors.has('text_model.embeddings.token_embedding.weight') ? 'text_model.' : ''
  const tensors = new Map([...part.tensors].filter(([name]) => !name.endsWith('.position_ids')))
  const [words = 1, width = 1] = shapeOf(part, `${root}embeddings.token_embedding.weight`, 2)
  const layers = `${root}encoder.layers.`
  const config = {
    ...configOf(words, width, shapeOf(part, `${root}embeddings.position_embedding.weight`, 2)[0] ?? 1),
    intermediate_size: shapeOf(part, `${layers}0.mlp.fc1.weight`, 2)[0],
    num_hidden_layers: countLayers(part, layers, '.layer_norm1.weight'),
    hidden_act: 'quick_gelu',
  }
  return { config, weights: { ...source, tensors } }
}

/** transformers' names of what OpenCLIP keeps beside its blocks; the projection stays a bare matrix, its own way round. */
const ends: Readonly<Record<string, string>> = {
  positional_embedding: 'text_model.embeddings.position_embedding.weight',
  'token_embedding.weight': 'text_model.embeddings.token_embedding.weight',
  'ln_final.weight': 'text_model.final_layer_norm.weight',
  'ln_final.bias': 'text_model.final_layer_norm.bias',
  text_projection: 'text_projection',
}

const blockParts: Readonly<Record<string, string>> = {
  ln_1: 'layer_norm1',
  ln_2: 'layer_norm2',
  'attn.out_proj': 'self_attn.out_proj',
  'mlp.c_fc': 'mlp.fc1',
  'mlp.c_proj': 'mlp.fc2',
}

/**
 * OpenCLIP's text tower, as Stable Diffusion 2.x and SDXL's second encoder are stored. `dropsLast`: Stable Diffusion
 * 2.x was trained on the states before the last layer, and diffusers' config counts one layer less; a tower that was
 * written back from diffusers has lost it already, and its projection with it.
 */
export function readOpenClip(
  part: PartTensors,
  source: WeightSource,
  { dropsLast }: { dropsLast: boolean },
): ReadPart {
  const stored = countLayers(part, 'transformer.resblocks.', '.ln_1.weight')
  const isWhole = part.tensors.has('text_projection') || stored === 24
  const [words = 1, width = 1] = shapeOf(part, 'token_embedding.weight', 2)
  const config = {
    ...configOf(words, width, shapeOf(part, 'positional_embedding', 2)[0] ?? 1),
    intermediate_size: shapeOf(part, 'transformer.resblocks.0.mlp.c_fc.weight', 2)[0],
    num_hidden_layers: dropsLast && isWhole ? stored - 1 : stored,
    hidden_act: 'gelu',
    projection_dim: part.tensors.get('text_projection')?.shape[1] ?? width,
  }
  const tensors = new Map<string, StoredTensor>()
  for (const [name, tensor] of part.tensors)
    for (const [to, place] of renamed(part.label, name, tensor)) tensors.set(to, place)
  return { config, weights: { ...source, tensors } }
}

function renamed(label: string, name: string, tensor: StoredTensor): [string, StoredTensor][] {
  const end = ends[name]
  if (end !== undefined) return [[end, tensor]]
  const [, index, module = '', kind = ''] =
    /^transformer\.resblocks\.(\d+)\.(.+?)[._](weight|bias)$/.exec(name) ?? []
  const layer = `text_model.encoder.layers.${index}`
  if (module === 'attn.in_proj') {
    const names = ['q_proj', 'k_proj', 'v_proj'].map((which) => `${layer}.self_attn.${which}.${kind}`)
    return splitRows(label, name, tensor, names)
  }
  const known = blockParts[module]
  return known === undefined ? [] : [[`${layer}.${known}.${kind}`, tensor]]
}

function configOf(words: number, width: number, positions: number): Record<string, unknown> {
  return {
    model_type: 'clip_text_model',
    ...{ vocab_size: words, hidden_size: width, max_position_embeddings: positions },
    ...{ num_attention_heads: headsOf(width), layer_norm_eps: 1e-5, eos_token_id: 49_407 },
  }
}
