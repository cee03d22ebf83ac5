import type { z } from 'zod'
import type { Sha256 } from '#shared/entities/hash.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import type { TokenizerSource } from '../networks/network.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import type { About } from './about.ts'
import type { HashCache } from './model-hash.ts'
import type { ModelIndex } from './model-index.ts'

export type WeighedPart = 'text_encoder' | 'text_encoder_2' | 'unet' | 'vae'
export type TokenizerPart = 'tokenizer' | 'tokenizer_2'

/**
 * The parts of one model, wherever they lie: in a diffusers folder, or in a file whose tensors have other names. What
 * each part is called here, and its config and its tensors' names, are those of diffusers.
 */
export interface ModelSource {
  /** The folder or file as the user knows it, absolute: what messages name. */
  readonly path: string
  readonly layout: ModelCard['layout']
  /** Which parts there are, and of which class. */
  readonly index: ModelIndex
  /** The config of a part. Throws `model-damaged` where it is absent and `model-unsupported` where it does not fit. */
  config<T>(part: WeighedPart | 'scheduler', schema: z.ZodType<T>): Promise<T>
  /** Where a part's tensors lie. Reads headers, loads no weights. */
  weights(part: WeighedPart): Promise<WeightSource>
  /** `positions` is how many tokens the text encoder has places for. */
  tokenizer(part: TokenizerPart, kind: TokenizerSource['kind'], positions: number): Promise<TokenizerSource>
  /** What the model says of itself; nothing where it has no `verso.json`. */
  about(): Promise<About>
  /** SHA-256 of the model, given the files that its parts were read from. */
  hash(files: readonly string[], cache: HashCache): Promise<Sha256>
}
