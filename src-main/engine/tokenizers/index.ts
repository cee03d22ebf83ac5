import type { TokenizerSource } from '../networks/network.ts'
import { createBertTokenizer } from './bert.ts'
import { createClipTokenizer } from './clip.ts'
import type { Tokenizer } from './tokenizer.ts'

/** Parses a model's tokenizer files. Throws `model-damaged` where a needed token is absent. */
export function createTokenizer(source: TokenizerSource): Tokenizer {
  switch (source.kind) {
    case 'bert':
      return createBertTokenizer(source)
    case 'clip':
      return createClipTokenizer(source)
  }
}
