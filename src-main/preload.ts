import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '#shared/ipc/bridge.ts'
import { eventNames, requestNames, uploadChannel } from '#shared/ipc/names.ts'
import type { FileSave, FileSaveReply, PixelUpload, PixelUploadReply } from '#shared/ipc/pixel-upload.ts'

/** The port is made here and its other end given to the main process once; pixels then ride on it alone. */
function openUploadPort(): (message: PixelUpload | FileSave) => Promise<PixelUploadReply | FileSaveReply> {
  const { port1, port2 } = new MessageChannel()
  const waiting = new Map<number, (reply: PixelUploadReply | FileSaveReply) => void>()
  port1.onmessage = (event: MessageEvent<PixelUploadReply | FileSaveReply>) => {
    waiting.get(event.data.id)?.(event.data)
    waiting.delete(event.data.id)
  }
  ipcRenderer.postMessage(uploadChannel, null, [port2])
  return (message) =>
    new Promise((resolve) => {
      waiting.set(message.id, resolve)
      // Electron's ports to the main process take no transferred buffers, so this one is cloned.
      port1.postMessage(message)
    })
}

const send = openUploadPort()

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
  pathOf: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  platform: process.platform as Bridge['platform'],
}

contextBridge.exposeInMainWorld('verso', bridge)
