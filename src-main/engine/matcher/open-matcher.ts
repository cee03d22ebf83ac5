import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Likeness, PictureDescription } from '#shared/entities/picture-description.ts'
import type { RgbPicture } from '#shared/entities/pixels.ts'
import { buildMatcher } from './graph.ts'
import { MatcherConfig } from './config.ts'
import { openComponent } from '../models/diffusers/component-weights.ts'
import { openDiffusersFolder } from '../models/diffusers/diffusers-folder.ts'
import { readConfig } from '../models/read-json.ts'
import { planTextEncoders } from '../models/text-encoder-plan.ts'
import { VersoError } from '#shared/errors.ts'
import type { SessionOptions } from '../runtime/onnx.ts'
import { checkScales } from '../weights/check-scales.ts'
import { damaged } from '../weights/damaged.ts'
import { readTensors } from '../weights/read-tensor.ts'
import { pictureToTensor } from '../tensor/pictures.ts'
import { resizeBox } from '../tensor/resample.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { createTokenizer } from '../tokenizers/index.ts'
import { lazySession } from '../networks/lazy-session.ts'
import type { TextEncoder } from '../networks/network.ts'
import { openTextEncoder } from '../networks/text-encoder.ts'

/** Pictures and words as vectors of length 1; their dot product says how well they agree (−1 … 1). */
export interface Matcher {
  embedPicture(picture: RgbPicture): Promise<Float32Array>
  embedTexts(texts: readonly string[]): Promise<readonly Float32Array[]>
  /** Which things, styles, backgrounds and places the picture is nearest to, the nearest first in each list. */
  describe(picture: RgbPicture, count?: number): Promise<PictureDescription>
  release(): Promise<void>
}

type Kind = keyof PictureDescription

const named = z.record(z.string(), z.string())
/** `matcher/words.json`: the phrases that a picture is compared with. */
const MatcherWords = z.object({
  things: z.array(z.string()),
  styles: named,
  backgrounds: named,
  places: named,
})

/** Texts that are encoded in one run. */
const together = 16

/**
 * Opens the matcher in `matcher/` of the model folder `path`, beside the model's text encoder, whose sentence space it
 * speaks. Throws `model-missing`, `model-damaged`, `model-unsupported`.
 */
export async function openMatcher(path: string, options: SessionOptions): Promise<Matcher> {
  const folder = join(path, 'matcher')
  if (!existsSync(folder)) throw withoutMatcher(path)
  const config = await readConfig(join(folder, 'config.json'), MatcherConfig)
  const words = await readConfig(join(folder, 'words.json'), MatcherWords)
  const weights = await openComponent(folder)
  await checkScales(weights)
  const session = lazySession(buildMatcher(config, weights), options)
  const text = await openText(path, options)
  const embedPicture: Matcher['embedPicture'] = async (picture) => {
    const pixels = resizeBox(pictureToTensor(picture), config.input.size, config.input.size)
    return finite(folder, ofUnitLength((await session.run({ pixels }, 'vectors')).data))
  }
  const embedTexts: Matcher['embedTexts'] = (texts) => sentences(text, texts)
  const phrases = createPhrases(words, await storedVectors(folder), embedTexts)
  return {
    embedPicture,
    embedTexts,
    async describe(picture, count = 5) {
      const vector = await embedPicture(picture)
      const nearest = async (kind: Kind): Promise<Likeness[]> =>
        (await phrases(kind))
          .map(({ phrase, vector: other }) => ({ phrase, likeness: likeness(folder, vector, other) }))
          .toSorted((one, other) => other.likeness - one.likeness)
          .slice(0, count)
      const [things, styles] = [await nearest('things'), await nearest('styles')]
      return { things, styles, backgrounds: await nearest('backgrounds'), places: await nearest('places') }
    },
    async release() {
      await session.release()
      await text.release()
    },
  }
}

function withoutMatcher(path: string): VersoError {
  const message = `${path} has no matcher (a folder named “matcher” beside its text encoder), which describing pictures needs. Choose Verso's own model, “starter”; where that lacks it, install Verso again.`
  return new VersoError('model-missing', message, { subject: path })
}

/** What damaged weights give is told, and not passed on. */
function finite(folder: string, vector: Float32Array): Float32Array {
  if (vector.every(Number.isFinite)) return vector
  throw damaged(folder, 'its network gives what is no number')
}

function likeness(folder: string, one: Float32Array, other: Float32Array): number {
  const found = one.length === other.length ? dot(one, other) : Number.NaN
  if (Number.isFinite(found) && Math.abs(found) < 1.01) return found
  throw damaged(folder, 'the vectors of its phrases are not of the kind of its pictures')
}

async function openText(path: string, options: SessionOptions): Promise<TextEncoder> {
  const [plan, ...others] = await planTextEncoders(await openDiffusersFolder(path))
  if (plan === undefined || others.length > 0)
    throw new VersoError(
      'model-unsupported',
      `${path} has no single text encoder for its matcher to speak to.`,
      {
        subject: path,
      },
    )
  return openTextEncoder(plan, options)
}

type Phrases = (kind: Kind) => Promise<readonly { phrase: string; vector: Float32Array }[]>

/** The phrases of each kind with their vectors: as they are stored, or made at the first question. */
function createPhrases(
  words: z.infer<typeof MatcherWords>,
  stored: ReadonlyMap<string, Tensor>,
  embed: Matcher['embedTexts'],
): Phrases {
  const made = new Map<Kind, ReturnType<Phrases>>()
  const make: Phrases = async (kind) => {
    const listed = words[kind]
    const texts = Array.isArray(listed) ? listed : Object.values(listed)
    const vectors = rowsOf(stored.get(kind), texts.length) ?? (await embed(texts))
    return texts.map((phrase, index) => ({ phrase, vector: vectors[index]! }))
  }
  return (kind) => {
    const known = made.get(kind) ?? make(kind)
    made.set(kind, known)
    return known
  }
}

/** `matcher/words.safetensors`: the phrases' vectors by kind, each [phrases, width]; empty where there is no such file. */
async function storedVectors(folder: string): Promise<ReadonlyMap<string, Tensor>> {
  const file = join(folder, 'words.safetensors')
  return existsSync(file) ? readTensors(file) : new Map<string, Tensor>()
}

/** The rows of a table, or null where it has not as many as there are phrases. */
function rowsOf(table: Tensor | undefined, count: number): readonly Float32Array[] | null {
  const [rows = 0, width = 0] = table?.shape ?? []
  if (table === undefined || rows !== count) return null
  return Array.from({ length: rows }, (_, row) => table.data.subarray(row * width, (row + 1) * width))
}

/** Each text's states, mean over its own tokens, as all-MiniLM makes sentences of them. */
async function sentences(encoder: TextEncoder, texts: readonly string[]): Promise<Float32Array[]> {
  const tokenizer = createTokenizer(encoder.tokenizer)
  const found: Float32Array[] = []
  for (let start = 0; start < texts.length; start += together) {
    const prompts = texts.slice(start, start + together).map((text) => tokenizer.encode(text))
    const masks = prompts.map(({ attentionMask }) => attentionMask)
    const { states } = await encoder.encode(
      prompts.map(({ ids }) => ids),
      masks,
    )
    found.push(...masks.map((mask, index) => ofUnitLength(sumOfRows(states, index, mask))))
  }
  return found
}

/** The sum of one prompt's states, `states` [prompts, tokens, width], over the tokens that its mask keeps. */
function sumOfRows({ shape, data }: Tensor, prompt: number, mask: Int32Array): Float32Array {
  const [, tokens = 0, width = 0] = shape
  const sum = new Float32Array(width)
  for (let token = 0; token < tokens; token++) {
    if (mask[token] !== 1) continue
    const start = (prompt * tokens + token) * width
    for (let column = 0; column < width; column++) sum[column]! += data[start + column]!
  }
  return sum
}

function ofUnitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map((value) => value / length)
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * other[index]!, 0)
}
