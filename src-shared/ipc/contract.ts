import { z } from 'zod'
import { AddedModelFile, AdditionFiles } from '../entities/addition-files.ts'
import { Asset, GalleryItem } from '../entities/asset.ts'
import { Contributor } from '../entities/contributor.ts'
import { GenerationRecord } from '../entities/generation-record.ts'
import { GenerationRequest } from '../entities/generation-request.ts'
import { Grid, GridCell, GridPlan } from '../grids/grid.ts'
import { Sha256 } from '../entities/hash.ts'
import { Job, Placement } from '../entities/job.ts'
import { LiveAnswer, LiveKept } from './live.ts'
import { ModelCard } from '../entities/model-card.ts'
import { PictureDescription } from '../entities/picture-description.ts'
import { PromptMeasures, PromptQuestion } from '../prompts/prompt-measure.ts'
import { PromptStyle } from '../prompts/prompt-style.ts'
import { Settings } from '../entities/settings.ts'
import { StoredState } from '../entities/document/document-journal.ts'
import { DocumentCard, DocumentId, OpenedDocument } from '../entities/document/opened-document.ts'

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
    z.object({
      request: GenerationRequest,
      placement: Placement.nullable(),
      /** Before all that wait. */
      front: z.boolean().optional(),
    }),
    z.object({ jobId: z.string() }),
  ),
  /** Soft cancel stops between steps; hard ends the engine's process and starts a new one. */
  'generation.cancel': request(z.object({ jobId: z.string(), hard: z.boolean() }), z.null()),
  /** Live mode: pictures while the artist paints, which leave nothing behind unless one is kept. */
  'live.frame': request(z.object({ request: GenerationRequest }), LiveAnswer),
  'live.keep': request(z.object({ frame: z.number().int() }), LiveKept),
  'live.stop': request(z.null(), z.null()),
  'queue.list': request(z.null(), z.array(Job)),
  'queue.retry': request(z.object({ jobId: z.string() }), z.object({ jobId: z.string() })),
  /** Puts a waiting job before another one, or with null after all. */
  'queue.move': request(z.object({ jobId: z.string(), before: z.string().nullable() }), z.null()),
  'queue.cancel-all': request(z.object({ keepCurrent: z.boolean() }), z.null()),
  /** Milliseconds that a unit of work (`grids/work.ts`) of this model takes here; null before its first picture. */
  'queue.pace': request(z.object({ model: GenerationRequest.shape.model }), z.number().nullable()),
  /** Tokens, cut words and settled choices of the prompts, by the model's own tokenizer. */
  'prompt.measure': request(PromptQuestion, PromptMeasures),
  /** Names of the artist's wildcard files. */
  'prompt.wildcards': request(z.null(), z.array(z.string())),
  /** Every prompt that a template can come to. */
  'prompt.every': request(
    z.object({ prompt: z.string().max(10_000), most: z.number().int().min(1).max(256) }),
    z.array(z.string()),
  ),
  /** The artist's own styles; saving and removing answer with what is there then. */
  'styles.list': request(z.null(), z.array(PromptStyle)),
  'styles.save': request(PromptStyle, z.array(PromptStyle)),
  'styles.remove': request(z.object({ name: z.string().max(80) }), z.array(PromptStyle)),
  'grids.list': request(z.null(), z.array(Grid)),
  'grids.get': request(z.object({ gridId: z.string() }), z.object({ grid: Grid, cells: z.array(GridCell) })),
  'grids.start': request(
    z.object({ name: z.string().max(200), plan: GridPlan }),
    z.object({ gridId: z.string() }),
  ),
  'grids.act': request(
    z.object({ gridId: z.string(), action: z.enum(['pause', 'resume', 'cancel', 'retry', 'remove']) }),
    z.null(),
  ),
  /** Asks for a folder and writes pictures, table and plan into a new one inside; null when the artist closes it. */
  'grids.export': request(
    z.object({ gridId: z.string() }),
    z.object({ path: z.string(), pictures: z.number().int() }).nullable(),
  ),
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
  /** What a picture file says about how it was made; it is only read, and is not taken into the library. */
  'assets.metadata': request(
    z.union([z.object({ path: z.string().min(1).max(32_768) }), z.object({ sha256: Sha256 })]),
    z.object({
      record: GenerationRecord.nullable(),
      parameters: z.string().nullable(),
      problem: z.string().nullable(),
    }),
  ),
  /** What Verso's own matcher says a picture of the library, or pixels uploaded as `live`, show. */
  'assets.describe': request(z.object({ sha256: Sha256 }), PictureDescription),
  /** Reads a file that the artist dropped or chose. */
  'assets.import': request(z.object({ path: z.string().min(1).max(32_768) }), Asset),
  /** Asks for a file with the system's dialog; null when the artist closes it. */
  'assets.choose': request(z.null(), Asset.nullable()),
  /** The artist has begun to drag this picture: from now on another program may take it as a file. */
  'assets.drag': request(z.object({ sha256: Sha256 }), z.null()),
  'assets.export': request(z.object({ sha256: Sha256 }), z.object({ path: z.string() }).nullable()),
  /** The document on the canvas, or the one to begin with; null when there is none yet. */
  'document.load': request(z.null(), OpenedDocument.nullable()),
  'documents.list': request(z.null(), z.array(DocumentCard)),
  /** Whether Verso ended without closing the last time. */
  'documents.lastRun': request(z.null(), z.object({ crashed: z.boolean() })),
  'documents.open': request(z.object({ id: DocumentId }), OpenedDocument),
  'documents.new': request(
    z.object({ id: DocumentId.optional(), name: z.string().max(200), state: StoredState }),
    OpenedDocument,
  ),
  /** Opens a `.verso` file, or the document that was saved as it when neither has changed since. */
  'documents.openFile': request(z.object({ path: z.string().min(1).max(32_768) }), OpenedDocument),
  /** Asks with the system's dialog; null when the artist closes it. */
  'documents.choosePath': request(z.null(), z.string().nullable()),
  'documents.chooseSavePath': request(z.object({ name: z.string().max(200) }), z.string().nullable()),
  /** A copy leaves the document with the file that it belongs to. `steps` keeps what can be undone. */
  'documents.saveFile': request(
    z.object({ path: z.string().min(1).max(32_768), copy: z.boolean(), steps: z.boolean() }),
    z.object({ path: z.string() }),
  ),
  'documents.rename': request(z.object({ id: DocumentId, name: z.string().max(200) }), z.null()),
  /** Puts a document away; `documents.restore` undoes it. */
  'documents.remove': request(z.object({ id: DocumentId }), z.null()),
  'documents.restore': request(z.object({ id: DocumentId }), z.null()),
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestInput<K extends RequestName> = z.infer<Requests[K]['input']>
export type RequestOutput<K extends RequestName> = z.infer<Requests[K]['output']>

/** What the window may hear. */
export const events = {
  /** The artist closes the window: save what is not saved yet, then ask for `app.close`. */
  'app.closing': z.null(),
  /** A `.verso` file that the system hands over (a double click). */
  'document.given': z.object({ path: z.string() }),
  'job.changed': Job,
  'gallery.changed': z.object({ sha256: Sha256.nullable() }),
  'settings.changed': Settings,
} as const

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<K extends EventName> = z.infer<Events[K]>
