import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron'
import type { Asset } from '#shared/entities/asset.ts'
import { toAppError } from '#shared/errors.ts'
import { uploadChannel } from '#shared/ipc/names.ts'
import {
  FileSave,
  type FileSaveReply,
  PixelUpload,
  type PixelUploadReply,
  type SavedFile,
} from '#shared/ipc/pixel-upload.ts'
import type { TrustedSender } from './server.ts'

/** What becomes of bytes that the window sends. */
export interface UploadTakers {
  store(upload: PixelUpload): Promise<Asset>
  saveFile(file: FileSave): Promise<SavedFile>
}

/** Takes the window's bytes from its MessagePort to `takers`; each message is validated and answered once. */
export function serveUploads(takers: UploadTakers, sender: TrustedSender): () => void {
  const open = (event: IpcMainEvent) => {
    const port = event.ports[0]
    const url = event.senderFrame?.url ?? ''
    if (port === undefined) return
    if (event.sender !== sender.webContents || !sender.isTrustedUrl(url)) return port.close()
    port.on('message', (message) => void receive(port, message.data, takers))
    port.start()
  }
  ipcMain.on(uploadChannel, open)
  return () => ipcMain.removeListener(uploadChannel, open)
}

async function receive(port: MessagePortMain, data: unknown, takers: UploadTakers): Promise<void> {
  const parsed = PixelUpload.or(FileSave).safeParse(data)
  if (!parsed.success) {
    const id = typeof data === 'object' && data !== null && 'id' in data ? Number(data.id) : -1
    const error = { code: 'bad-request' as const, message: 'The pixels sent by the window are malformed.' }
    return post(port, { id, result: { ok: false, error } })
  }
  const message = parsed.data
  const { id } = message
  try {
    if (message.kind === 'file') {
      post(port, { id, result: { ok: true, value: await takers.saveFile(message) } })
    } else post(port, { id, result: { ok: true, value: await takers.store(message) } })
  } catch (thrown) {
    post(port, { id, result: { ok: false, error: toAppError(thrown) } })
  }
}

function post(port: MessagePortMain, reply: PixelUploadReply | FileSaveReply): void {
  port.postMessage(reply)
}
