import { join } from 'node:path'
import { z } from 'zod'
import { damaged } from '#engine/weights/damaged.ts'
import { readText } from '../read-json.ts'

const id = z.number().int().min(0).max(10_000_000)
const Vocabulary = z.record(z.string(), id)
const Tokenizer = z.object({
  added_tokens: z.array(z.object({ id, content: z.string() })).default([]),
  model: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('BPE'),
      vocab: Vocabulary,
      /** Pairs, or pairs as one text with a space between. */
      merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
    }),
    z.object({ type: z.literal('WordPiece'), vocab: Vocabulary }),
  ]),
})

/** What older folders hold in files of their own. */
export type TokenizerTexts =
  | { readonly kind: 'clip'; readonly vocabulary: string; readonly merges: string }
  | { readonly kind: 'bert'; readonly vocabulary: string }

/** `tokenizer.json`, the one file that transformers 5 writes; null where there is none. */
export async function readTokenizerJson(folder: string): Promise<TokenizerTexts | null> {
  const file = join(folder, 'tokenizer.json')
  const text = await readText(file)
  if (text === null) return null
  const { added_tokens: added, model } = parse(file, text)
  const ids = { ...model.vocab, ...Object.fromEntries(added.map((token) => [token.content, token.id])) }
  if (model.type === 'WordPiece') return { kind: 'bert', vocabulary: linesOf(file, ids) }
  const merges = model.merges.map((pair) => (typeof pair === 'string' ? pair : pair.join(' ')))
  return { kind: 'clip', vocabulary: JSON.stringify(ids), merges: merges.join('\n') }
}

function parse(file: string, text: string): z.infer<typeof Tokenizer> {
  try {
    return Tokenizer.parse(JSON.parse(text))
  } catch (cause) {
    throw damaged(file, 'it is not a tokenizer of byte pairs or word pieces', cause)
  }
}

/** Tokens one a line, each on the line of its number. */
function linesOf(file: string, ids: Readonly<Record<string, number>>): string {
  const tokens = Object.entries(ids).toSorted(([, a], [, b]) => a - b)
  if (tokens.some(([, number], line) => number !== line))
    throw damaged(file, 'its tokens are not numbered one after the other')
  return tokens.map(([token]) => token).join('\n')
}
