import { basename, extname } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { openWeights } from '../weights/weight-source.ts'
import type { StoredTensor } from '../weights/weight-source.ts'

/** A textual inversion (Gal et al. 2022): a word, and the vectors that stand in its place, one tensor an encoder. */
export interface EmbeddingFile {
  readonly path: string
  readonly word: string
  /** By encoder for SDXL; `only` for models of one encoder. Each [vectors, width]. */
  readonly vectors: Readonly<Partial<Record<'only' | 'clip_l' | 'clip_g', StoredTensor>>>
}

/**
 * Opens a textual inversion as AUTOMATIC1111 (`emb_params`), diffusers (the word itself) or trainers for SDXL
 * (`clip_l`, `clip_g`) write it. Its word is the one in the file, else the file's name. Throws for anything else.
 */
export async function openEmbedding(path: string): Promise<EmbeddingFile> {
  const { tensors } = await openWeights(path, [path])
  const fileName = basename(path, extname(path))
  const [clipL, clipG] = [tensors.get('clip_l'), tensors.get('clip_g')]
  if (clipG !== undefined && tensors.size <= 2) {
    const own = clipL === undefined ? {} : { clip_l: checked(path, clipL) }
    return { path, word: fileName, vectors: { ...own, clip_g: checked(path, clipG) } }
  }
  const [entry, ...others] = [...tensors]
  if (entry === undefined || others.length > 0) throw notAnEmbedding(path, `it holds ${tensors.size} tensors`)
  const [name, tensor] = entry
  const word = name === 'emb_params' || name === '*' ? fileName : name
  return { path, word, vectors: { only: checked(path, tensor) } }
}

const floats: readonly string[] = ['F32', 'F16', 'BF16']
/** More vectors than any prompt has room for. */
const mostVectors = 1000

function checked(path: string, tensor: StoredTensor): StoredTensor {
  const { shape, dtype } = tensor
  const [vectors = 0, width = 0] = shape.length === 1 ? [1, shape[0]] : shape
  const fits = shape.length >= 1 && shape.length <= 2 && vectors >= 1 && vectors <= mostVectors && width >= 1
  if (!fits || !floats.includes(dtype))
    throw notAnEmbedding(path, `its tensor is ${dtype} of ${shape.join(' × ')}`)
  return { ...tensor, shape: [vectors, width] }
}

function notAnEmbedding(path: string, reason: string): VersoError {
  const message = `${basename(path)} is no textual inversion: ${reason}. Choose a .safetensors with emb_params, with clip_l and clip_g, or with one word and its vectors.`
  return new VersoError('model-unsupported', message, { subject: path })
}
