import { join } from 'node:path'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { thumbnailCache, thumbnailMime } from '#files/thumbnails.ts'
import { findAsset } from '#library/tables/assets.ts'
import { VersoError } from '#shared/errors.ts'
import { createAssets } from './assets.ts'
import { describing } from './describe-picture.ts'
import { createDocuments } from './documents/create-documents.ts'
import { documentPictures } from './documents/document-pictures.ts'
import { createGallery } from './gallery.ts'
import { listeners } from './listeners.ts'
import { createLive } from './live/live.ts'
import { createModels, starterName } from './models.ts'
import { createPreviews } from './previews.ts'
import { createPrompts } from './prompts/create-prompts.ts'
import { settleRequest } from './prompts/settle-request.ts'
import { createQueue } from './queue/create-queue.ts'
import type { JobQueue } from './queue/queue.ts'
import { openStore, type Store } from './store.ts'
import type { Studio, StudioOptions } from './studio.ts'

/**
 * Opens the library and works off what waits in its queue. The engine is used, not owned: who made it disposes of it
 * after `close`. Throws what `openLibrary` throws.
 */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const { clock, engine, versions } = options
  const codec = sharpCodec
  const onFault = options.onFault ?? (() => undefined)
  const store = await openStore({ dir: options.libraryDir, codec, clock })
  const models = createModels(engine, options)
  const previews = createPreviews(codec)
  const pictures = listeners<{ sha256: string | null }>(onFault)
  const kept = (sha256: string) => pictures.tell({ sha256 })
  const tools = { engine, codec, clock, versions }
  const prompts = createPrompts(options, models)
  const parts = { store, tools, models, prompts: prompts.files, kept, preview: previews.put, onFault }
  const { queue, ...asked } = createQueue(parts)
  const live = createLive({
    ...{ store, tools, kept, resolveModel: models.resolve },
    settle: (request) => settleRequest(request, 0, prompts.files),
    queueBusy: () => queue.busy(),
  })
  asked.generation.onJob((job) => job.state === 'running' && live.giveWay())
  const app = versions['verso'] ?? ''
  const documents = await createDocuments({ store, codec, clock, app, kept, onFault })
  void begin(queue, models)

  return {
    ...{ libraryDir: options.libraryDir, models, live, documents },
    ...asked,
    ...prompts.asked,
    assets: createAssets(store, codec, kept, { ...live, describe: describing(engine, models.resolve) }),
    gallery: createGallery(store.library, clock, pictures),
    pictures: {
      ...picturesOf(options.libraryDir, store, async (name) => live.picture(name) ?? previews.png(name)),
      ...documentPictures(documents),
    },
    close: async () => {
      await live.stop()
      await documents.close()
      await queue.close()
      store.library.close()
    },
  }
}

/** While the engine works it describes no model: the window's first question is answered before the queue goes on. */
async function begin(queue: JobQueue, models: Studio['models']): Promise<void> {
  if (queue.list().some((job) => job.state === 'queued')) {
    await models.inspect(starterName).catch(() => undefined)
  }
  queue.wake()
}

function picturesOf(
  dir: string,
  store: Store,
  preview: Studio['pictures']['preview'],
): Omit<Studio['pictures'], 'tiles' | 'document'> {
  const thumbnailOf = thumbnailCache(join(dir, 'thumbnails'), sharpCodec)
  const load = async (sha256: string): Promise<Uint8Array> => {
    const file = await store.fileOf(sha256)
    if (file === null) throw new VersoError('not-found', `The picture ${sha256} is not in the library.`)
    return file.bytes
  }
  return {
    picture: (sha256) => store.fileOf(sha256),
    thumbnail: async (sha256) => {
      if (findAsset(store.library.db, sha256) === null) return null
      return { mime: thumbnailMime, bytes: await thumbnailOf(sha256, () => load(sha256)) }
    },
    preview,
  }
}
