import { z } from 'zod'

const width = z.number().int().min(1).max(16_384)

/** `text_encoder/config.json` of transformers' BertModel. */
export const BertConfig = z
  .object({
    model_type: z.literal('bert'),
    vocab_size: z.number().int().min(1).max(1_000_000).default(30_522),
    type_vocab_size: z.number().int().min(1).max(1024).default(2),
    hidden_size: width.default(768),
    intermediate_size: z.number().int().min(1).max(65_536).default(3072),
    num_hidden_layers: z.number().int().min(1).max(128).default(12),
    num_attention_heads: width.default(12),
    max_position_embeddings: z.number().int().min(2).max(8192).default(512),
    hidden_act: z.enum(['gelu', 'gelu_new', 'relu', 'silu']).default('gelu'),
    layer_norm_eps: z.number().positive().max(1).default(1e-12),
    position_embedding_type: z.literal('absolute').default('absolute'),
    is_decoder: z.literal(false).default(false),
    /** Whether padding is hidden from the encoder, as diffusers' pipelines read it. */
    use_attention_mask: z.boolean().default(false),
  })
  .refine(
    (config) => config.hidden_size % config.num_attention_heads === 0,
    'hidden_size must divide into num_attention_heads',
  )
export type BertConfig = z.infer<typeof BertConfig>
