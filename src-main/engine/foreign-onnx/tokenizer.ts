import { join } from 'node:path'
import { readTokenizer } from '../models/diffusers/tokenizer-source.ts'
import type { TokenizerSource } from '../networks/network.ts'
import { readClipVocabulary } from '../tokenizers/clip-vocabulary.ts'
import { isFile } from './folder.ts'

/**
 * The tokenizer in a folder, or CLIP's own where the files are not there: some layouts bring it as an ONNX file of
 * custom operators, which is not loaded. `positions` is how many tokens the text encoder takes.
 */
export async function foreignTokenizer(
  folder: string,
  { positions, isOpenClip }: { positions: number; isOpenClip: boolean },
): Promise<TokenizerSource> {
  const files = ['vocab.json', 'merges.txt', 'tokenizer_config.json'].map((name) =>
    isFile(join(folder, name)),
  )
  if ((await Promise.all(files)).every(Boolean)) return readTokenizer(folder, 'clip', positions)
  // OpenCLIP pads with token 0, "!".
  const padToken = isOpenClip ? '!' : '<|endoftext|>'
  return { kind: 'clip', ...(await readClipVocabulary()), maxLength: positions, padToken }
}
