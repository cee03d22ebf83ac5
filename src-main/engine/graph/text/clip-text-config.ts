import { z } from 'zod'

const width = z.number().int().min(1).max(16_384)

/** `text_encoder/config.json` of transformers' CLIPTextModel and CLIPTextModelWithProjection. */
export const ClipTextConfig = z
  .object({
    model_type: z.literal('clip_text_model').default('clip_text_model'),
    vocab_size: z.number().int().min(1).max(1_000_000).default(49_408),
    hidden_size: width.default(512),
    intermediate_size: z.number().int().min(1).max(65_536).default(2048),
    num_hidden_layers: z.number().int().min(1).max(128).default(12),
    num_attention_heads: width.default(8),
    max_position_embeddings: z.number().int().min(2).max(4096).default(77),
    hidden_act: z.enum(['quick_gelu', 'gelu', 'gelu_new', 'relu', 'silu']).default('quick_gelu'),
    layer_norm_eps: z.number().positive().max(1).default(1e-5),
    /** The token that ends a prompt, where its pooled state is read; 2 stands for the greatest token, in old configs. */
    eos_token_id: z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .nullish()
      .transform((id) => id ?? 49_407),
    /** Width of the pooled state, of CLIPTextModelWithProjection alone. */
    projection_dim: width.default(512),
    use_attention_mask: z.literal(false).optional(),
  })
  .refine(
    (config) => config.hidden_size % config.num_attention_heads === 0,
    'hidden_size must divide into num_attention_heads',
  )
export type ClipTextConfig = z.infer<typeof ClipTextConfig>
