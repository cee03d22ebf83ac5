import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { thumbnailCache, thumbnailMime } from '#files/thumbnails.ts'
import { findAsset } from '#library/tables/assets.ts'
import { latestDocument, putDocument } from '#library/tables/documents.ts'
import { findJob, insertJob } from '#library/tables/jobs.ts'
import { readSettings, writeSettings } from '#library/tables/settings.ts'
import type { Job } from '#shared/entities/job.ts'
import type { Settings } from '#shared/entities/settings.ts'
import { VersoError } from '#shared/errors.ts'
import { createAssets } from './assets.ts'
import { checkRequest } from './check-request.ts'
import { createGallery } from './gallery.ts'
import { jobWork } from './job-work.ts'
import { listeners, type Listeners } from './listeners.ts'
import { createModels, starterName } from './models.ts'
import { createPreviews, type Previews } from './previews.ts'
import { JobQueue } from './queue.ts'
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
  const { db } = store.library
  const models = createModels(engine, options)
  const previews = createPreviews(codec)
  const jobs = listeners<Job>(onFault)
  const pictures = listeners<{ sha256: string | null }>(onFault)
  const kept = (sha256: string) => pictures.tell({ sha256 })
  const tools = { engine, codec, clock, versions }
  const work = jobWork({ store, tools, resolveModel: models.resolve, kept, preview: previews.put })
  const kill = () => engine.kill?.()
  const queue = new JobQueue({ db, clock, work, kill, changes: jobs, onFault })
  void begin(queue, models)

  return {
    libraryDir: options.libraryDir,
    models,
    generation: generationOf(store, clock, queue, jobs),
    assets: createAssets(store, codec, kept),
    gallery: createGallery(store.library, clock, pictures),
    documents: {
      load: () => latestDocument(db),
      save: (document) => putDocument(db, document, clock().toISOString()),
    },
    settings: settingsOf(store, listeners<Settings>(onFault)),
    pictures: picturesOf(options.libraryDir, store, previews),
    close: async () => {
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

function settingsOf({ library }: Store, changes: Listeners<Settings>): Studio['settings'] {
  return {
    get: () => readSettings(library.db),
    set: (value) => {
      writeSettings(library.db, value)
      changes.tell(value)
      return value
    },
    onChange: (listener) => changes.add(listener),
  }
}

function generationOf(
  store: Store,
  clock: () => Date,
  queue: JobQueue,
  changes: Listeners<Job>,
): Studio['generation'] {
  const { db } = store.library
  const checkSource = (sha256: string | null) => {
    if (sha256 === null || findAsset(db, sha256) !== null) return
    const reason = `The picture ${sha256} is not in the library. Choose it again from its file.`
    throw new VersoError('not-found', reason, { subject: sha256 })
  }
  return {
    start: async (input) => {
      const request = checkRequest(input.request)
      checkSource(request.init)
      checkSource(request.mask)
      const id = randomUUID()
      insertJob(db, { id, request, placement: input.placement, createdAt: clock().toISOString() })
      const added = findJob(db, id)
      if (added !== null) changes.tell(added)
      queue.wake()
      return { jobId: id }
    },
    cancel: async ({ jobId, hard }) => {
      await queue.cancel(jobId, hard)
      return null
    },
    list: () => queue.list(),
    retry: ({ jobId }) => {
      queue.retry(jobId)
      return { jobId }
    },
    onJob: (listener) => changes.add(listener),
  }
}

function picturesOf(dir: string, store: Store, previews: Previews): Studio['pictures'] {
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
    preview: (jobId) => previews.png(jobId),
  }
}
