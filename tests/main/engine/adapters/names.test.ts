import { describe, expect, test } from 'vitest'
import { ldmName } from '#engine/adapters/ldm-names.ts'
import { parseLoraKey } from '#engine/adapters/lora-key.ts'
import { unetTargets } from '#engine/adapters/target-names.ts'
import { splitWords } from '#engine/tokenizers/added-words.ts'
import type { WeightSource } from '#engine/weights/weight-source.ts'

describe('names of layers in LoRA files', () => {
  test.each([
    [
      'lora_unet_mid_block_attentions_0_proj_in.lora_down.weight',
      'unet',
      'mid_block_attentions_0_proj_in',
      'down',
    ],
    [
      'lora_te_text_model_encoder_layers_1_mlp_fc1.alpha',
      'text_encoder',
      'text_model_encoder_layers_1_mlp_fc1',
      'alpha',
    ],
    [
      'lora_te2_text_model_encoder_layers_1_mlp_fc1.lora_up.weight',
      'text_encoder_2',
      'text_model_encoder_layers_1_mlp_fc1',
      'up',
    ],
    [
      'unet.mid_block.attentions.0.attn1.to_out.0.lora_B.weight',
      'unet',
      'mid_block_attentions_0_attn1_to_out_0',
      'up',
    ],
    [
      'unet.mid_block.attentions.0.attn1.processor.to_out_lora.down.weight',
      'unet',
      'mid_block_attentions_0_attn1_to_out_0',
      'down',
    ],
    [
      'mid_block.attentions.0.attn1.processor.to_q_lora.up.weight',
      'unet',
      'mid_block_attentions_0_attn1_to_q',
      'up',
    ],
    [
      'text_encoder.text_model.encoder.layers.0.self_attn.to_out_lora.up.weight',
      'text_encoder',
      'text_model_encoder_layers_0_self_attn_out_proj',
      'up',
    ],
    [
      'text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.down.weight',
      'text_encoder',
      'text_model_encoder_layers_0_self_attn_q_proj',
      'down',
    ],
    ['base_model.model.conv_in.lora_A.weight', 'unet', 'conv_in', 'down'],
    ['unet.conv_in.lora_magnitude_vector', 'unet', 'conv_in', 'magnitude'],
    ['lora_unet_conv_in.hada_w1_a', 'unet', 'conv_in', 'hadamard1Up'],
  ])('%s', (name, network, layer, part) => {
    expect(parseLoraKey(name)).toEqual({ network, layer, part })
  })

  test('what no LoRA has', () => {
    expect(parseLoraKey('model.diffusion_model.input_blocks.0.0.weight')).toBeNull()
  })

  test.each([
    ['conv_in', 'input_blocks.0.0'],
    ['down_blocks.0.resnets.0.conv1', 'input_blocks.1.0.in_layers.2'],
    [
      'down_blocks.1.attentions.1.transformer_blocks.0.attn2.to_k',
      'input_blocks.5.1.transformer_blocks.0.attn2.to_k',
    ],
    ['down_blocks.0.downsamplers.0.conv', 'input_blocks.3.0.op'],
    ['mid_block.resnets.1.time_emb_proj', 'middle_block.2.emb_layers.1'],
    ['mid_block.attentions.0.proj_out', 'middle_block.1.proj_out'],
    ['up_blocks.1.resnets.2.conv_shortcut', 'output_blocks.5.0.skip_connection'],
    ['up_blocks.0.attentions.1.norm', 'output_blocks.1.1.norm'],
    ['up_blocks.1.upsamplers.0.conv', 'output_blocks.5.2.conv'],
    ['add_embedding.linear_2', 'label_emb.0.2'],
  ])('%s is %s in the original code', (name, original) => {
    expect(ldmName(name, 2)).toBe(original)
  })

  test("an upsampler without attention before it, as SD 1.5's first", () => {
    const tensors = new Map([
      ['up_blocks.0.upsamplers.0.conv.weight', {}],
    ]) as unknown as WeightSource['tensors']
    const targets = unetTargets({ tensors } as WeightSource, 2)
    expect(targets.get('output_blocks_2_1_conv')).toBe('up_blocks.0.upsamplers.0.conv')
  })
})

describe('words that embeddings add', () => {
  const words = [
    { word: 'art', ids: [7] },
    { word: 'art-nova', ids: [8, 9] },
    { word: '<Cat>', ids: [10] },
  ]
  const found = (text: string) =>
    splitWords(text, ['<|endoftext|>'], words)
      .filter(({ ids }) => ids !== undefined)
      .map(({ text: word, start }) => [word, start])

  test('are found whatever their case, and the longest first', () => {
    expect(found('an Art-Nova boat')).toEqual([['Art-Nova', 3]])
    expect(found('art, ART')).toEqual([
      ['art', 0],
      ['ART', 5],
    ])
    expect(found('a<cat>s')).toEqual([['<cat>', 1]])
  })

  test('are not found within other words', () => {
    expect(found('a party, smart')).toEqual([])
  })

  test('leave the rest as it was', () => {
    const parts = splitWords('an art <|endoftext|> boat', ['<|endoftext|>'], words)
    expect(parts.map(({ text }) => text)).toEqual(['an ', 'art', ' ', '<|endoftext|>', ' boat'])
    expect(parts.map(({ start }) => start)).toEqual([0, 3, 6, 7, 20])
  })
})
