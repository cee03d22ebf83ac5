import type { Bridge } from '#shared/ipc/bridge.ts'
import type { DocumentUpload } from '#shared/ipc/document-upload.ts'
import type { FileSave, PixelUpload, SavedFile } from '#shared/ipc/pixel-upload.ts'
import type { Asset } from '#shared/entities/asset.ts'
import { toAppError } from '#shared/errors.ts'
import { type Result, err } from '#shared/result.ts'

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/** Stores pixels or a picture file's bytes in the library. */
export type Upload = (message: Unnumbered<PixelUpload>) => Promise<Result<Asset>>
/** Saves a file where the artist says; null when they closed the dialog. */
export type SaveFile = (name: string, bytes: ArrayBuffer) => Promise<Result<SavedFile>>

/** Keeps tiles and changes of the document; they are safe on the disk when it resolves. */
export type Keep = (message: Unnumbered<DocumentUpload>) => Promise<Result<null>>

export function createUploads(bridge: Bridge): { upload: Upload; saveFile: SaveFile; keep: Keep } {
  const counter = { next: 1 }
  const settle = async <T>(reply: Promise<{ result: Result<T> }>): Promise<Result<T>> => {
    try {
      return (await reply).result
    } catch (thrown) {
      return err(toAppError(thrown))
    }
  }
  return {
    keep: (message) => settle(bridge.keep({ ...message, id: counter.next++ })),
    upload: (message) => settle(bridge.upload({ ...message, id: counter.next++ })),
    saveFile: (name, bytes) => {
      const message: FileSave = { id: counter.next++, kind: 'file', name, bytes }
      return settle(bridge.saveFile(message))
    },
  }
}
