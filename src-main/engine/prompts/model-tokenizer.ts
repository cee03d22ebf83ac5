import { join, resolve } from 'node:path'
import { adaptSource } from '../adapters/adapted-source.ts'
import { nothingAdded } from '../adapters/additions.ts'
import { isOnnxFolder, readFolder } from '../foreign-onnx/folder.ts'
import { foreignTokenizer } from '../foreign-onnx/tokenizer.ts'
import { BertConfig } from '../graph/text/bert-config.ts'
import { ClipTextConfig } from '../graph/text/clip-text-config.ts'
import { openDiffusersFolder } from '../models/diffusers/diffusers-folder.ts'
import { recogniseModel } from '../models/recognise.ts'
import { openSingleFile } from '../models/single-file/open-single-file.ts'
import type { TokenizerSource } from '../networks/network.ts'
import { createTokenizer } from '../tokenizers/index.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'

/**
 * The tokenizer with which a model reads prompts (of two, its first), with the words of embeddings. Reads configs and
 * vocabularies; loads and hashes no weights, so that it is quick. Throws what opening the model would throw.
 */
export async function openModelTokenizer(path: string, embeddings: readonly string[]): Promise<Tokenizer> {
  return createTokenizer(await tokenizerSource(resolve(path), embeddings))
}

async function tokenizerSource(path: string, embeddings: readonly string[]): Promise<TokenizerSource> {
  if (await isOnnxFolder(path)) {
    const [text] = (await readFolder(path)).text
    const positions = text?.max_position_embeddings ?? 77
    return foreignTokenizer(join(path, 'tokenizer'), { positions, isOpenClip: text?.hidden_act === 'gelu' })
  }
  const isFolder = (await recogniseModel(path)) === 'diffusers'
  const own = isFolder ? await openDiffusersFolder(path) : await openSingleFile(path, null)
  const source = await adaptSource(own, { ...nothingAdded, embeddings: [...embeddings] })
  // SDXL's refiner has the second encoder alone.
  const part = source.index.text_encoder[1] === null ? 'text_encoder_2' : 'text_encoder'
  const tokenizer = part === 'text_encoder' ? 'tokenizer' : 'tokenizer_2'
  if (source.index[part][1] === 'BertModel') {
    const config = await source.config(part, BertConfig)
    return source.tokenizer(tokenizer, 'bert', config.max_position_embeddings)
  }
  const config = await source.config(part, ClipTextConfig)
  return source.tokenizer(tokenizer, 'clip', config.max_position_embeddings)
}
