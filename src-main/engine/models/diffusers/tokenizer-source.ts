import { join } from 'node:path'
import { z } from 'zod'
import type { TokenizerSource } from '#engine/networks/network.ts'
import { damaged } from '#engine/weights/damaged.ts'
import { readConfig, readText } from '../read-json.ts'
import { readTokenizerJson } from './tokenizer-json.ts'
import type { TokenizerTexts } from './tokenizer-json.ts'

/** A special token is a text, or an object that says more about it. */
const Token = z.union([z.string(), z.object({ content: z.string() }).transform((token) => token.content)])

const TokenizerConfig = z.object({
  model_max_length: z.number().positive().optional(),
  do_lower_case: z.boolean().default(true),
  pad_token: Token.nullish(),
})

/** The files of a `tokenizer` folder. `positions` is how many tokens the text encoder has places for. */
export async function readTokenizer(
  folder: string,
  kind: 'bert' | 'clip',
  positions: number,
): Promise<TokenizerSource> {
  const config = await readConfig(join(folder, 'tokenizer_config.json'), TokenizerConfig)
  // transformers writes 10³⁰ where no length was set.
  const maxLength = Math.trunc(Math.min(config.model_max_length ?? positions, positions))
  const texts = await readTexts(folder, kind)
  if (texts.kind === 'bert') return { ...texts, lowerCase: config.do_lower_case, maxLength }
  return { ...texts, maxLength, padToken: config.pad_token ?? '<|endoftext|>' }
}

/** The older files where they are, or what stands in `tokenizer.json`. */
async function readTexts(folder: string, kind: TokenizerSource['kind']): Promise<TokenizerTexts> {
  const [first, second] = kind === 'bert' ? ['vocab.txt'] : ['vocab.json', 'merges.txt']
  const vocabulary = await readText(join(folder, first))
  const merges = second === undefined ? null : await readText(join(folder, second))
  if (vocabulary !== null && kind === 'bert') return { kind, vocabulary }
  if (vocabulary !== null && merges !== null && kind === 'clip') return { kind, vocabulary, merges }
  const texts = await readTokenizerJson(folder)
  if (texts?.kind === kind) return texts
  throw damaged(join(folder, vocabulary === null ? first : second!), 'it was not found, nor a tokenizer.json')
}
