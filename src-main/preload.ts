import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '#shared/ipc/bridge.ts'
import type { DocumentUpload, DocumentUploadReply } from '#shared/ipc/document-upload.ts'
import { documentChannel, eventNames, requestNames, uploadChannel } from '#shared/ipc/names.ts'
import type { FileSave, FileSaveReply, PixelUpload, PixelUploadReply } from '#shared/ipc/pixel-upload.ts'

/** The port is made here and its other end given to the main process once; pixels then ride on it alone. */
function openPort<Message extends { id: number }, Reply extends { id: number }>(
  channel: string,
): (message: Message) => Promise<Reply> {
  const { port1, port2 } = new MessageChannel()
  const waiting = new Map<number, (reply: Reply) => void>()
  port1.onmessage = (event: MessageEvent<Reply>) => {
    waiting.get(event.data.id)?.(event.data)
    waiting.delete(event.data.id)
  }
  ipcRenderer.postMessage(channel, null, [port2])
  return (message) =>
    new Promise((resolve) => {
      waiting.set(message.id, resolve)
      // Electron's ports to the main process take no transferred buffers, so this one is cloned.
      port1.postMessage(message)
    })
}

const send = openPort<PixelUpload | FileSave, PixelUploadReply | FileSaveReply>(uploadChannel)

const bridge: Bridge = {
  call: (name, input) => {
    if (!requestNames.includes(name)) return Promise.reject(new Error(`Unknown request ${name}`))
    return ipcRenderer.invoke(name, input)
  },
  on: (name, listener) => {
    if (!eventNames.includes(name)) throw new Error(`Unknown event ${name}`)
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload)
    ipcRenderer.on(name, forward)
    return () => ipcRenderer.removeListener(name, forward)
  },
  // The main process answers each message in its own kind.
  upload: (message) => send(message) as Promise<PixelUploadReply>,
  saveFile: (message) => send(message) as Promise<FileSaveReply>,
  keep: openPort<DocumentUpload, DocumentUploadReply>(documentChannel),
  pathOf: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  platform: process.platform as Bridge['platform'],
}

contextBridge.exposeInMainWorld('verso', bridge)
