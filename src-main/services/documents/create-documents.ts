import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageCodec } from '#files/codecs/codec.ts'
import type { Store } from '../store.ts'
import { Documents } from './documents.ts'
import { openShelf } from './shelf.ts'

interface Options {
  readonly store: Store
  readonly codec: ImageCodec
  readonly clock: () => Date
  readonly app: string
  readonly kept: (sha256: string) => void
  readonly onFault: (error: unknown) => void
}

/** Opens the documents of a library. A mark that the last run left behind says that it did not end well. */
export async function createDocuments(options: Options): Promise<Documents> {
  const dir = join(options.store.library.dir, 'documents')
  const shelf = await openShelf(dir)
  return new Documents({ ...options, dir, shelf }, existsSync(join(dir, 'open.json')))
}
