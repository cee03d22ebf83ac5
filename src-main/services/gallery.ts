import { findItem, searchGallery } from '#library/search/gallery.ts'
import type { Library } from '#library/open-library.ts'
import { setAssetRemoved } from '#library/tables/assets.ts'
import { VersoError } from '#shared/errors.ts'
import type { Listeners } from './listeners.ts'
import type { Studio } from './studio.ts'

export function createGallery(
  { db }: Library,
  clock: () => Date,
  changes: Listeners<{ sha256: string | null }>,
): Studio['gallery'] {
  const setRemoved = (sha256: string, at: string | null) => {
    if (!setAssetRemoved(db, sha256, at)) throw notFound(sha256)
    changes.tell({ sha256 })
  }
  return {
    list: (input) => searchGallery(db, input),
    get: (sha256) => {
      const item = findItem(db, sha256)
      if (item === null) throw notFound(sha256)
      return item
    },
    remove: (sha256) => setRemoved(sha256, clock().toISOString()),
    restore: (sha256) => setRemoved(sha256, null),
    onChange: (listener) => changes.add(listener),
  }
}

function notFound(sha256: string): VersoError {
  return new VersoError('not-found', `The picture ${sha256} is not in the library.`, { subject: sha256 })
}
