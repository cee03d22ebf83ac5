import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron'
import type { Asset } from '#shared/entities/asset.ts'
import { toAppError } from '#shared/errors.ts'
import { uploadChannel } from '#shared/ipc/names.ts'
import { PixelUpload, type PixelUploadReply } from '#shared/ipc/pixel-upload.ts'
import type { TrustedSender } from './server.ts'

/** Takes the window's pixels from its MessagePort into `store`; each message is validated and answered once. */
export function serveUploads(
  store: (upload: PixelUpload) => Promise<Asset>,
  sender: TrustedSender,
): () => void {
  const open = (event: IpcMainEvent) => {
    const port = event.ports[0]
    const url = event.senderFrame?.url ?? ''
    if (port === undefined) return
    if (event.sender !== sender.webContents || !sender.isTrustedUrl(url)) return port.close()
    port.on('message', (message) => void receive(port, message.data, store))
    port.start()
  }
  ipcMain.on(uploadChannel, open)
  return () => ipcMain.removeListener(uploadChannel, open)
}

async function receive(
  port: MessagePortMain,
  data: unknown,
  store: (upload: PixelUpload) => Promise<Asset>,
): Promise<void> {
  const parsed = PixelUpload.safeParse(data)
  if (!parsed.success) {
    const id = typeof data === 'object' && data !== null && 'id' in data ? Number(data.id) : -1
    const error = { code: 'bad-request' as const, message: 'The pixels sent by the window are malformed.' }
    return post(port, { id, result: { ok: false, error } })
  }
  const { id } = parsed.data
  try {
    post(port, { id, result: { ok: true, value: await store(parsed.data) } })
  } catch (thrown) {
    post(port, { id, result: { ok: false, error: toAppError(thrown) } })
  }
}

function post(port: MessagePortMain, reply: PixelUploadReply): void {
  port.postMessage(reply)
}
