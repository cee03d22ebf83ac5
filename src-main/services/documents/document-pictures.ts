import type { Studio } from '../studio.ts'
import type { Documents } from './documents.ts'

/** What the window reads of documents through its protocol. */
export function documentPictures(documents: Documents): Pick<Studio['pictures'], 'tiles' | 'document'> {
  return {
    document: (id) => documents.thumbnail(id),
    tiles: async (name) => {
      const [id = '', numbers = ''] = name.split('/')
      const tiles = await documents.readTiles(id, numbers.split(',').map(Number))
      if (!tiles) return null
      const parts = tiles.flatMap((tile) => [lengthOf(tile), tile ?? new Uint8Array()])
      return { mime: 'application/octet-stream', bytes: Buffer.concat(parts) }
    },
  }
}

function lengthOf(tile: Uint8Array | null): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(tile?.length ?? 0)
  return length
}
