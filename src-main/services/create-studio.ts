import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { thumbnailCache, thumbnailMime } from '#files/thumbnails.ts'
import { findAsset } from '#library/tables/assets.ts'
import { findJob, insertJob } from '#library/tables/jobs.ts'
import { readSettings, writeSettings } from '#library/tables/settings.ts'
import type { Job } from '#shared/entities/job.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { Settings } from '#shared/entities/settings.ts'
import { VersoError } from '#shared/errors.ts'
import { everyPrompt } from '#shared/prompts/every-prompt.ts'
import { createAssets } from './assets.ts'
import { checkRequest } from './check-request.ts'
import { createDocuments } from './documents/create-documents.ts'
import { documentPictures } from './documents/document-pictures.ts'
import { createGallery } from './gallery.ts'
import { exportGrid } from './grids/export-grid.ts'
import { createGrids } from './grids/grids.ts'
import { paceOf } from './grids/pace.ts'
import { jobWork } from './job-work.ts'
import { listeners, type Listeners } from './listeners.ts'
import { createLive } from './live/live.ts'
import { createModels, starterName } from './models.ts'
import { createPreviews } from './previews.ts'
import { createMeasure } from './prompts/measure.ts'
import { settleRequest, type PromptFiles } from './prompts/settle-request.ts'
import { createStyles } from './prompts/styles.ts'
import { createWildcards } from './prompts/wildcards.ts'
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
  const wildcards = createWildcards(
    [options.libraryDir, options.modelsDir].map((folder) => join(folder, 'wildcards')),
  )
  const prompts = { wildcards, loras: async () => (await models.additions()).loras }
  const work = jobWork({ store, prompts, tools, resolveModel: models.resolve, kept, preview: previews.put })
  const kill = () => engine.kill?.()
  const settings = settingsOf(store, listeners<Settings>(onFault))
  const paused = () => settings.get().queuePaused
  const queue = new JobQueue({ db, clock, work, kill, changes: jobs, onFault, paused })
  settings.onChange(() => queue.wake())
  const check = requestCheck(store, prompts)
  const grids = createGrids({ db, clock, queue, changes: jobs, checkFiles: check })
  const live = createLive({
    ...{ store, tools, kept, resolveModel: models.resolve },
    settle: (request) => settleRequest(request, 0, prompts),
    queueBusy: () => queue.busy(),
  })
  jobs.add((job) => job.state === 'running' && live.giveWay())
  const app = versions['verso'] ?? ''
  const documents = await createDocuments({ store, codec, clock, app, kept, onFault })
  void begin(queue, models)

  return {
    libraryDir: options.libraryDir,
    models,
    generation: generationOf(store, { clock, queue, changes: jobs, check }),
    prompts: {
      measure: createMeasure(models.resolve, wildcards),
      wildcards: wildcards.names,
      every: (prompt, most) => everyPrompt(prompt, wildcards.lines, most),
    },
    styles: createStyles(join(options.libraryDir, 'styles')),
    grids: {
      ...grids,
      export: (id, parent) => exportGrid(grids.get(id), parent, store.fileOf),
    },
    live,
    assets: createAssets(store, codec, kept, live.hold),
    gallery: createGallery(store.library, clock, pictures),
    documents,
    settings,
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

/** Says what of a request is not there, before it waits in the queue: pictures, wildcard files, LoRAs in tags. */
function requestCheck(
  { library }: Store,
  prompts: PromptFiles,
): (request: GenerationRequest) => Promise<void> {
  return async (request) => {
    for (const sha256 of [request.init, request.mask]) {
      if (sha256 === null || findAsset(library.db, sha256) !== null) continue
      const reason = `The picture ${sha256} is not in the library. Choose it again from its file.`
      throw new VersoError('not-found', reason, { subject: sha256 })
    }
    for (let index = 0; index < request.count; index++) await settleRequest(request, index, prompts)
  }
}

interface GenerationParts {
  readonly clock: () => Date
  readonly queue: JobQueue
  readonly changes: Listeners<Job>
  readonly check: (request: GenerationRequest) => Promise<void>
}

function generationOf(store: Store, { clock, queue, changes, check }: GenerationParts): Studio['generation'] {
  const { db } = store.library
  return {
    start: async ({ request: input, placement, front = false }) => {
      const request = checkRequest(input)
      await check(request)
      const id = randomUUID()
      insertJob(db, { id, request, placement, createdAt: clock().toISOString(), front })
      const added = findJob(db, id)
      if (added !== null) changes.tell(added)
      queue.wake()
      return { jobId: id }
    },
    move: ({ jobId, before }) => queue.move(jobId, before),
    cancelAll: ({ keepCurrent }) => queue.cancelAll(keepCurrent),
    pace: (model) => paceOf(db, model),
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
