import type { DocumentUpload, DocumentUploadReply } from './document-upload.ts'
import type { FileSave, FileSaveReply, PixelUpload, PixelUploadReply } from './pixel-upload.ts'
import type { EventName, EventPayload, RequestInput, RequestName, RequestOutput } from './contract.ts'
import type { Result } from '../result.ts'

/** What the sandboxed preload puts on `window.verso`; the renderer reaches the main process through nothing else. */
export interface Bridge {
  call<K extends RequestName>(name: K, input: RequestInput<K>): Promise<Result<RequestOutput<K>>>
  on<K extends EventName>(name: K, listener: (payload: EventPayload<K>) => void): () => void
  /** Stores pixels; the buffer is transferred. */
  upload(message: PixelUpload): Promise<PixelUploadReply>
  /** Saves a file where the artist says. */
  saveFile(message: FileSave): Promise<FileSaveReply>
  /** Keeps tiles and changes of the document, in the order in which they are given. */
  keep(message: DocumentUpload): Promise<DocumentUploadReply>
  /** The path of a file that the artist dropped; empty for one that has none. */
  pathOf(file: File): string
  platform: 'linux' | 'win32' | 'darwin'
}

/** A DOM `File`, without asking for the DOM's types here. */
interface File {
  readonly name: string
  readonly size: number
}

/** Read-only pictures: `verso://picture/<sha256>`, `verso://thumbnail/<sha256>`, `verso://preview/<job id>?n=…`. */
export const pictureScheme = 'verso'
