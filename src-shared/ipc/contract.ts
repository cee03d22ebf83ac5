import { z } from 'zod'
import { AddedModelFile, AdditionFiles } from '../entities/addition-files.ts'
import { Asset, GalleryItem } from '../entities/asset.ts'
import { Contributor } from '../entities/contributor.ts'
import { GenerationRequest } from '../entities/generation-request.ts'
import { Sha256 } from '../entities/hash.ts'
import { Job, Placement } from '../entities/job.ts'
import { ModelCard } from '../entities/model-card.ts'
import { Settings } from '../entities/settings.ts'
import { StudioDocument } from '../entities/studio-document.ts'

function request<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output }
}

const AppInfo = z.object({
  version: z.string(),
  versions: z.record(z.string(), z.string()),
  libraryPath: z.string(),
  devices: z.array(z.string()),
  locale: z.string(),
})

/** THE table of what the window may ask. Types, validation, the preload's allow-list and the client derive from it. */
export const requests = {
  'app.info': request(z.null(), AppInfo),
  /** The window's answer to the event `app.closing`: everything is saved, it may go. */
  'app.close': request(z.null(), z.null()),
  'settings.get': request(z.null(), Settings),
  'settings.set': request(Settings, Settings),
  'models.list': request(z.null(), z.array(ModelCard)),
  /** LoRAs, embeddings and ControlNets in the models folder. */
  'models.additions': request(z.null(), AdditionFiles),
  /** Brings a file that the artist dropped into the models folder. */
  'models.add': request(z.object({ path: z.string().min(1).max(32_768) }), AddedModelFile),
  /** Whose works a model learned from, most works first; null when the model does not say. */
  'models.contributors': request(
    z.object({ model: GenerationRequest.shape.model }),
    z.array(Contributor).nullable(),
  ),
  'generation.start': request(
    z.object({ request: GenerationRequest, placement: Placement.nullable() }),
    z.object({ jobId: z.string() }),
  ),
  /** Soft cancel stops between steps; hard ends the engine's process and starts a new one. */
  'generation.cancel': request(z.object({ jobId: z.string(), hard: z.boolean() }), z.null()),
  'queue.list': request(z.null(), z.array(Job)),
  'queue.retry': request(z.object({ jobId: z.string() }), z.object({ jobId: z.string() })),
  /** Newest first; `before` is the last item's `createdAt` cursor given back by the previous page. */
  'gallery.list': request(
    z.object({
      query: z.string().max(500),
      limit: z.number().int().min(1).max(500),
      before: z.string().nullable(),
    }),
    z.object({ items: z.array(GalleryItem), next: z.string().nullable() }),
  ),
  'gallery.get': request(z.object({ sha256: Sha256 }), GalleryItem),
  /** Removes the picture from the gallery into the bin; `gallery.restore` undoes it. */
  'gallery.remove': request(z.object({ sha256: Sha256 }), z.null()),
  'gallery.restore': request(z.object({ sha256: Sha256 }), z.null()),
  /** Reads a file that the artist dropped or chose. */
  'assets.import': request(z.object({ path: z.string().min(1).max(32_768) }), Asset),
  /** Asks for a file with the system's dialog; null when the artist closes it. */
  'assets.choose': request(z.null(), Asset.nullable()),
  /** The artist has begun to drag this picture: from now on another program may take it as a file. */
  'assets.drag': request(z.object({ sha256: Sha256 }), z.null()),
  'assets.export': request(z.object({ sha256: Sha256 }), z.object({ path: z.string() }).nullable()),
  'document.load': request(z.null(), StudioDocument.nullable()),
  'document.save': request(StudioDocument, z.null()),
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestInput<K extends RequestName> = z.infer<Requests[K]['input']>
export type RequestOutput<K extends RequestName> = z.infer<Requests[K]['output']>

/** What the window may hear. */
export const events = {
  /** The artist closes the window: save what is not saved yet, then ask for `app.close`. */
  'app.closing': z.null(),
  'job.changed': Job,
  'gallery.changed': z.object({ sha256: Sha256.nullable() }),
  'settings.changed': Settings,
} as const

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<K extends EventName> = z.infer<Events[K]>
