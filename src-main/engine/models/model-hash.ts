import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import type { Sha256 } from '#shared/entities/hash.ts'

/** Remembers hashes of files by path, size and time of change, so that a large model is read through only once. */
export interface HashCache {
  get(key: string): Sha256 | undefined
  set(key: string, hash: Sha256): unknown
}

/**
 * SHA-256 of a model: of its weight files' lines `path`, NUL, SHA-256, newline, sorted by path. Paths are relative
 * to the model's folder, with forward slashes; configs and tokenizers do not count.
 */
export async function modelHash(folder: string, files: readonly string[], cache: HashCache): Promise<Sha256> {
  const lines: string[] = []
  for (const file of new Set(files)) {
    const path = relative(folder, file).split(sep).join('/')
    lines.push(`${path}\0${await fileHash(file, cache)}\n`)
  }
  // By UTF-16 units, which no locale changes.
  lines.sort((a, b) => (a < b ? -1 : 1))
  return createHash('sha256').update(lines.join('')).digest('hex')
}

/** SHA-256 of one file, read through unless the cache knows it. */
export async function fileHash(file: string, cache: HashCache): Promise<Sha256> {
  const { size, mtimeMs } = await stat(file)
  const key = `${file}\0${size}\0${mtimeMs}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  const digest = hash.digest('hex')
  cache.set(key, digest)
  return digest
}
