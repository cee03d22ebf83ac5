import { join } from 'node:path'
import { z } from 'zod'
import type { TokenizerSource } from '../networks/network.ts'
import { damaged } from '../weights/damaged.ts'
import { readConfig, readText } from './read-json.ts'

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
  if (kind === 'bert') {
    const vocabulary = await needed(join(folder, 'vocab.txt'))
    return { kind, vocabulary, lowerCase: config.do_lower_case, maxLength }
  }
  const [vocabulary, merges] = [
    await needed(join(folder, 'vocab.json')),
    await needed(join(folder, 'merges.txt')),
  ]
  return { kind, vocabulary, merges, maxLength, padToken: config.pad_token ?? '<|endoftext|>' }
}

async function needed(file: string): Promise<string> {
  const text = await readText(file)
  if (text === null) throw damaged(file, 'it was not found')
  return text
}
