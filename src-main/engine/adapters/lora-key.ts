/** The parts that files give a layer, under the names that they have in one another's formats. */
export const loraParts = {
  up: [
    'lora_up.weight',
    'lora_B.weight',
    'lora_B.default.weight',
    'lora.up.weight',
    'lora_linear_layer.up.weight',
  ],
  down: [
    'lora_down.weight',
    'lora_A.weight',
    'lora_A.default.weight',
    'lora.down.weight',
    'lora_linear_layer.down.weight',
  ],
  mid: ['lora_mid.weight'],
  alpha: ['alpha'],
  magnitude: [
    'dora_scale',
    'lora_magnitude_vector',
    'lora_magnitude_vector.weight',
    'lora_magnitude_vector.default.weight',
  ],
  upBias: ['lora_B.bias', 'lora_B.default.bias'],
  difference: ['diff'],
  biasDifference: ['diff_b'],
  hadamard1Up: ['hada_w1_a'],
  hadamard1Down: ['hada_w1_b'],
  hadamard2Up: ['hada_w2_a'],
  hadamard2Down: ['hada_w2_b'],
  kronecker1: ['lokr_w1'],
  kronecker1Up: ['lokr_w1_a'],
  kronecker1Down: ['lokr_w1_b'],
  kronecker2: ['lokr_w2'],
  kronecker2Up: ['lokr_w2_a'],
  kronecker2Down: ['lokr_w2_b'],
} as const
export type LoraPart = keyof typeof loraParts

/** Which network of a model a layer belongs to. */
export type NetworkName = 'unet' | 'text_encoder' | 'text_encoder_2'

export interface LoraKey {
  /** Null where the name does not say: then it is the denoiser's. */
  readonly network: NetworkName
  /** The layer's name with every dot as an underscore, as kohya's trainer writes it. */
  readonly layer: string
  readonly part: LoraPart
}

const prefixes: readonly (readonly [string, NetworkName])[] = [
  ['lora_unet_', 'unet'],
  ['lora_te_', 'text_encoder'],
  ['lora_te1_', 'text_encoder'],
  ['lora_te2_', 'text_encoder_2'],
  ['lycoris_', 'unet'],
  ['unet.base_model.model.', 'unet'],
  ['unet.', 'unet'],
  ['text_encoder_2.', 'text_encoder_2'],
  ['text_encoder.', 'text_encoder'],
  ['base_model.model.', 'unet'],
  ['diffusion_model.', 'unet'],
]

/** Names that processors of attention once had, per network: `attn1.processor.to_q_lora` is `attn1.to_q`. */
const processor = /\.(?:processor\.)?to_(q|k|v|out)_lora\.(up|down)\.weight$/

const suffixes = Object.entries(loraParts).flatMap(([part, names]) =>
  names.map((name) => ({ suffix: `.${name}`, part: part as LoraPart })),
)

/** Takes a tensor's name apart; null where it is none that a LoRA has. */
export function parseLoraKey(name: string): LoraKey | null {
  const found = splitPart(name)
  if (found === null) return null
  const [prefix, network] = prefixes.find(([start]) => name.startsWith(start)) ?? ['', 'unet']
  const layer = found.layer.slice(prefix.length).replaceAll('.', '_')
  if (layer.startsWith('text_model_')) {
    const own = network === 'text_encoder_2' ? network : 'text_encoder'
    return { network: own, layer, part: found.part }
  }
  return { network, layer, part: found.part }
}

function splitPart(name: string): { layer: string; part: LoraPart } | null {
  const old = processor.exec(name)
  if (old !== null) {
    const [whole, which = '', direction] = old
    const start = name.slice(0, name.length - whole.length)
    return { layer: `${start}.${modernName(which, start)}`, part: direction === 'up' ? 'up' : 'down' }
  }
  for (const { suffix, part } of suffixes)
    if (name.endsWith(suffix)) return { layer: name.slice(0, -suffix.length), part }
  return null
}

function modernName(which: string, start: string): string {
  if (start.endsWith('self_attn')) return which === 'out' ? 'out_proj' : `${which}_proj`
  return which === 'out' ? 'to_out.0' : `to_${which}`
}
