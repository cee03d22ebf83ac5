import { basename } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import type { AddedWord } from '../networks/network.ts'
import type { StoredTensor } from '../weights/weight-source.ts'
import { openEmbedding } from './embedding-file.ts'
import type { EmbeddingFile } from './embedding-file.ts'

/** A text encoder that words are added to. */
export interface WordedEncoder {
  readonly part: 'text_encoder' | 'text_encoder_2'
  readonly width: number
  /** Rows of its own table of words; added rows are numbered from here. */
  readonly vocabulary: number
}

/** Words that one encoder learns, and their rows in the order of their numbers. */
export interface AddedWords {
  readonly words: readonly AddedWord[]
  readonly rows: readonly StoredTensor[]
}

/** What all embeddings together add to each encoder. Throws where one does not fit this model, or two share a word. */
export async function planEmbeddings(
  files: readonly string[],
  encoders: readonly WordedEncoder[],
): Promise<ReadonlyMap<WordedEncoder['part'], AddedWords>> {
  const opened = await Promise.all(files.map(openEmbedding))
  refuseSameWords(opened)
  return new Map(encoders.map((encoder) => [encoder.part, wordsFor(opened, encoder, encoders.length)]))
}

function wordsFor(files: readonly EmbeddingFile[], encoder: WordedEncoder, encoders: number): AddedWords {
  const rows = files.map((file) => rowsFor(file, encoder, encoders))
  let next = encoder.vocabulary
  const words = files.map(({ word }, index) => {
    const ids = Array.from({ length: rows[index]!.shape[0]! }, () => next++)
    return { word, ids }
  })
  return { words, rows }
}

function rowsFor({ path, vectors }: EmbeddingFile, encoder: WordedEncoder, encoders: number): StoredTensor {
  const alone = encoders === 1 ? vectors.only : undefined
  const found = (encoder.part === 'text_encoder_2' ? vectors.clip_g : vectors.clip_l) ?? alone
  if (found?.shape[1] === encoder.width) return found
  const has = Object.values(vectors).map(({ shape }) => shape[1])
  const message = `${basename(path)} does not fit this model: its vectors have ${has.join(' and ')} numbers, but the model's ${encoder.part.replaceAll('_', ' ')} takes ${encoder.width}. Use an embedding made for this kind of model.`
  throw new VersoError('model-unsupported', message, { subject: path })
}

function refuseSameWords(files: readonly EmbeddingFile[]): void {
  const seen = new Map<string, string>()
  for (const { path, word } of files) {
    const other = seen.get(word.toLowerCase())
    if (other !== undefined) {
      const message = `${basename(other)} and ${basename(path)} both stand for the word “${word}”. Leave one out, or rename its file.`
      throw new VersoError('bad-request', message, { subject: path })
    }
    seen.set(word.toLowerCase(), path)
  }
}
