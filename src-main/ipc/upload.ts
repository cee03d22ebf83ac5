import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron'
import type { z } from 'zod'
import type { Asset } from '#shared/entities/asset.ts'
import { toAppError } from '#shared/errors.ts'
import { DocumentUpload } from '#shared/ipc/document-upload.ts'
import { documentChannel, uploadChannel } from '#shared/ipc/names.ts'
import { FileSave, PixelUpload, type SavedFile } from '#shared/ipc/pixel-upload.ts'
import type { TrustedSender } from './server.ts'

/** What becomes of bytes that the window sends. */
export interface UploadTakers {
  store(upload: PixelUpload): Promise<Asset>
  saveFile(file: FileSave): Promise<SavedFile>
}

/** Takes the window's bytes from its MessagePort to `takers`; each message is validated and answered once. */
export function serveUploads(takers: UploadTakers, sender: TrustedSender): () => void {
  const take = (message: PixelUpload | FileSave): Promise<Asset | SavedFile> =>
    message.kind === 'file' ? takers.saveFile(message) : takers.store(message)
  return servePort(uploadChannel, PixelUpload.or(FileSave), take, sender)
}

/** Takes what the window wants to be kept of its document, in the order in which it comes. */
export function serveDocumentUploads(
  store: (upload: DocumentUpload) => Promise<null>,
  sender: TrustedSender,
): () => void {
  return servePort(documentChannel, DocumentUpload, store, sender)
}

function servePort<T extends { readonly id: number }>(
  channel: string,
  schema: z.ZodType<T>,
  store: (message: T) => Promise<unknown>,
  sender: TrustedSender,
): () => void {
  const open = (event: IpcMainEvent) => {
    const port = event.ports[0]
    const url = event.senderFrame?.url ?? ''
    if (port === undefined) return
    if (event.sender !== sender.webContents || !sender.isTrustedUrl(url)) return port.close()
    port.on('message', (message) => void receive(port, schema, message.data, store))
    port.start()
  }
  ipcMain.on(channel, open)
  return () => ipcMain.removeListener(channel, open)
}

async function receive<T extends { readonly id: number }>(
  port: MessagePortMain,
  schema: z.ZodType<T>,
  data: unknown,
  store: (message: T) => Promise<unknown>,
): Promise<void> {
  const parsed = schema.safeParse(data)
  if (!parsed.success) {
    const id = typeof data === 'object' && data !== null && 'id' in data ? Number(data.id) : -1
    const issue = parsed.error.issues[0]
    const message = `What the window sent is malformed: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
    return port.postMessage({ id, result: { ok: false, error: { code: 'bad-request', message } } })
  }
  const { id } = parsed.data
  try {
    port.postMessage({ id, result: { ok: true, value: await store(parsed.data) } })
  } catch (thrown) {
    port.postMessage({ id, result: { ok: false, error: toAppError(thrown) } })
  }
}
