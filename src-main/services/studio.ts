import type { Engine } from '#engine/engine.ts'
import type { Asset, GalleryItem } from '#shared/entities/asset.ts'
import type { Contributor } from '#shared/entities/contributor.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { Job, Placement } from '#shared/entities/job.ts'
import type { AddedModelFile, AdditionFiles } from '#shared/entities/addition-files.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import type { PictureDescription } from '#shared/entities/picture-description.ts'
import type { PromptMeasures, PromptQuestion } from '#shared/prompts/prompt-measure.ts'
import type { Live } from './live/live.ts'
import type { Settings } from '#shared/entities/settings.ts'
import type { PixelUpload } from '#shared/ipc/pixel-upload.ts'
import type { PictureRecord } from '#files/metadata/picture-record.ts'
import type { Grids } from './grids/grids.ts'
import type { Styles } from './prompts/styles.ts'
import type { Documents } from './documents/documents.ts'

/** An engine that may live in a process of its own; `kill` ends that process and `run` then rejects. */
export interface StudioEngine extends Engine {
  readonly kill?: () => void | Promise<void>
}

export interface StudioOptions {
  /** The artist's library folder; created when it is missing. */
  readonly libraryDir: string
  readonly engine: StudioEngine
  /** The model that ships with Verso, named `starter`. */
  readonly starterDir: string
  /** Folder with the artist's own models. */
  readonly modelsDir: string
  /** The time now; passed in so that tests can hold it. */
  readonly clock: () => Date
  /** `verso`, `node`, `electron` … as they go into each record. */
  readonly versions: Readonly<Record<string, string>>
  /** Hears what went wrong where nobody waits for an answer, for the log. */
  readonly onFault?: (error: unknown) => void
}

/** Bytes of a picture file and what they are, for the window's read-only protocol. */
export interface PictureFile {
  readonly mime: string
  readonly bytes: Uint8Array
}

export interface GalleryPage {
  readonly items: GalleryItem[]
  readonly next: string | null
}

export type Unsubscribe = () => void

/**
 * Everything that the window can ask for, without Electron. Each call throws a `VersoError` whose message can be
 * shown as it is.
 */
export interface Studio {
  readonly libraryDir: string
  readonly models: {
    /** The starter and every model in the models folder that can be read. */
    list(): Promise<ModelCard[]>
    /** Brings a safetensors file into the models folder, where its kind belongs. */
    add(path: string): Promise<AddedModelFile>
    /** LoRAs, embeddings and ControlNets in the models folder. */
    additions(): Promise<AdditionFiles>
    inspect(path: string): Promise<ModelCard>
    /** `starter`, a name in the models folder or an absolute path → the path. */
    resolve(name: string): Promise<string>
    /** Whose works the model learned from; null when it does not say. */
    contributors(name: string): Promise<Contributor[] | null>
  }
  readonly generation: {
    /** Checks the request and writes the job into the queue before anything else happens. */
    start(input: {
      request: GenerationRequest
      placement: Placement | null
      /** Before all that wait. */
      front?: boolean | undefined
    }): Promise<{ jobId: string }>
    /** Puts a waiting job before another one, or with null after all. */
    move(input: { jobId: string; before: string | null }): void
    cancelAll(input: { keepCurrent: boolean }): Promise<void>
    /** Milliseconds a unit of work (`workOf`) of this model takes on this machine; null before its first picture. */
    pace(model: string): number | null
    cancel(input: { jobId: string; hard: boolean }): Promise<null>
    /** Waiting and running jobs first, then the newest of the ended ones. */
    list(): Job[]
    retry(input: { jobId: string }): { jobId: string }
    onJob(listener: (job: Job) => void): Unsubscribe
  }
  readonly live: Pick<Live, 'frame' | 'keep' | 'stop'>
  readonly prompts: {
    /** How the prompts would be read for the next picture. */
    measure(question: PromptQuestion): Promise<PromptMeasures>
    /** Names of the artist's wildcard files. */
    wildcards(): Promise<string[]>
    /** Every prompt that a template can come to, `most` at most. */
    every(prompt: string, most: number): string[]
  }
  readonly styles: Styles
  readonly grids: Grids
  readonly assets: {
    /** What a picture file says about how it was made; the file is only read. */
    metadata(input: { path: string } | { sha256: string }): Promise<PictureRecord>
    /**
     * What the starter's matcher says a picture shows: one of the library, or pixels that are held in memory. Throws
     * `not-found`, and `model-missing` where there is no matcher.
     */
    describe(sha256: string): Promise<PictureDescription>
    importFile(path: string): Promise<Asset>
    storePixels(upload: PixelUpload): Promise<Asset>
    /** A copy for another program, named after its prompt, in the system's temporary folder; returns its path. */
    copyOut(sha256: string): Promise<string>
    /** Writes a file that the window made, whole or not at all. */
    saveFile(path: string, bytes: Uint8Array): Promise<{ path: string }>
    /** Copies the picture, with its record inside, to `path`, or turns an imported one into PNG; returns the path. */
    export(sha256: string, path: string): Promise<{ path: string }>
  }
  readonly gallery: {
    list(input: { query: string; limit: number; before: string | null }): GalleryPage
    get(sha256: string): GalleryItem
    remove(sha256: string): void
    restore(sha256: string): void
    /** Hears the picture that came, went or returned; null when many did. */
    onChange(listener: (change: { sha256: string | null }) => void): Unsubscribe
  }
  /** The library's documents, one of which is on the canvas. */
  readonly documents: Documents
  readonly settings: {
    get(): Settings
    set(settings: Settings): Settings
    onChange(listener: (settings: Settings) => void): Unsubscribe
  }
  /** For the protocol; null where there is nothing by that name. */
  readonly pictures: {
    picture(sha256: string): Promise<PictureFile | null>
    thumbnail(sha256: string): Promise<PictureFile | null>
    preview(jobId: string): Promise<PictureFile | null>
    /** `<document>/<number>,<number> …`: each tile's length (4 bytes, little-endian; 0 when damaged) and bytes. */
    tiles(name: string): Promise<PictureFile | null>
    /** The small picture of a document. */
    document(id: string): Promise<PictureFile | null>
  }
  /** Stops between steps, puts the running job back into the queue, and closes the library. */
  close(): Promise<void>
}
