import { app, session, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { createEngineClient } from '#engine/host/client.ts'
import { nodeChild } from '#engine/host/node-child.ts'
import { holdClosing } from '#desktop/closing.ts'
import {
  chooseDocument,
  chooseExportPath,
  chooseFilePath,
  chooseFolder,
  choosePicture,
  showStartError,
} from '#desktop/dialogs.ts'
import { documentIn, readLaunchOptions } from '#desktop/launch-options.ts'
import { lockDown } from '#desktop/lockdown.ts'
import { installMenu } from '#desktop/menu.ts'
import { isPageUrl } from '#desktop/page.ts'
import { registerScheme, serveScheme } from '#desktop/protocol.ts'
import { utilityChild } from '#desktop/utility-child.ts'
import { openWindow } from '#desktop/window.ts'
import { createHandlers } from '#ipc/handlers.ts'
import { sendEvent, serveRequests } from '#ipc/server.ts'
import { serveDocumentUploads, serveUploads } from '#ipc/upload.ts'
import { createStudio } from '#services/create-studio.ts'
import type { Studio } from '#services/studio.ts'
import type { Settings } from '#shared/entities/settings.ts'
import { toAppError } from '#shared/errors.ts'
import type { DocumentUpload } from '#shared/ipc/document-upload.ts'
import type { FileSave, PixelUpload } from '#shared/ipc/pixel-upload.ts'

const options = readLaunchOptions(process.argv, app.getPath('pictures'))
if (options.userDataDir !== null) app.setPath('userData', options.userDataDir)

const built = join(app.getAppPath(), 'out')
const assets = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'assets')
const versions = {
  verso: app.getVersion(),
  electron: process.versions.electron,
  chrome: process.versions.chrome,
  node: process.versions.node,
}

registerScheme()
/** The document to begin with; macOS hands it over in an event that may come before there is a window. */
const given = { document: options.document }
app.on('open-file', (event, path) => {
  event.preventDefault()
  given.document = path
})
if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(refuse)
} else {
  app.quit()
}

async function start(): Promise<void> {
  installMenu(process.platform)
  const engineEntry = join(built, 'engine-process.cjs')
  // Asked at each start of the engine's process, so that a change of the setting holds from the next start on.
  const chosen: { process: () => Settings['engineProcess'] } = { process: () => 'utility' }
  const engine = createEngineClient({
    spawn: () => (chosen.process() === 'node' ? nodeChild(engineEntry) : utilityChild(engineEntry)),
  })
  const studio = await createStudio({
    libraryDir: options.libraryDir,
    starterDir: join(assets, 'models', 'starter'),
    modelsDir: join(options.libraryDir, 'models'),
    engine,
    clock: () => new Date(),
    versions,
    onFault: (fault) => process.stderr.write(`${String(fault)}\n`),
  })
  chosen.process = () => studio.settings.get().engineProcess
  if (given.document !== null) studio.documents.give(given.document)
  openStudio(studio, () => engine.devices())
  app.on('window-all-closed', () => {
    void studio
      .close()
      .then(() => engine.dispose())
      .finally(() => app.quit())
  })
}

function openStudio(studio: Studio, devices: () => Promise<readonly string[]>): void {
  const own = session.defaultSession
  serveScheme(own, join(built, 'renderer'), studio.pictures)
  const icon = join(assets, 'icons', 'icon.png')
  const window = openWindow({ preload: join(built, 'preload.cjs'), icon }, own)
  lockDown(window.webContents, own, isPageUrl)
  const sender = { webContents: window.webContents, isTrustedUrl: isPageUrl }
  const close = holdClosing(window, () => sendEvent(window.webContents, 'app.closing', null))
  const desktop = {
    version: app.getVersion(),
    versions,
    locale: () => app.getLocale(),
    devices,
    startDrag: (file: string) => window.webContents.startDrag({ file, icon }),
    choosePicture: () => choosePicture(window),
    chooseFolder: () => chooseFolder(window),
    chooseDocument: () => chooseDocument(window),
    chooseFilePath: (name: string) => chooseFilePath(window, name),
    chooseExportPath: (name: string) => chooseExportPath(window, name),
    close,
  }
  serveRequests(createHandlers(studio, desktop), sender)
  const store = (upload: PixelUpload) => studio.assets.storePixels(upload)
  const saveFile = async ({ name, bytes }: FileSave) => {
    const path = await chooseFilePath(window, name)
    return path === null ? null : studio.assets.saveFile(path, new Uint8Array(bytes))
  }
  serveUploads({ store, saveFile }, sender)
  forwardEvents(studio, window)
  scaleWindow(studio, window)
  serveDocumentUploads((upload) => keepUpload(studio, upload), sender)
  takeGivenFiles(window)
}

async function keepUpload(studio: Studio, upload: DocumentUpload): Promise<null> {
  const { documents } = studio
  if (upload.kind === 'thumbnail') {
    await documents.keepThumbnail(upload.documentId, new Uint8Array(upload.bytes))
  } else {
    const tiles = upload.tiles.map(({ number, bytes }) => ({ number, bytes: new Uint8Array(bytes) }))
    await documents.append(upload.documentId, { tiles, change: upload.change })
  }
  return null
}

/** A second start of Verso, or the system, hands a `.verso` file to the window that is open. */
function takeGivenFiles(window: BrowserWindow): void {
  const give = (path: string) => sendEvent(window.webContents, 'document.given', { path })
  app.removeAllListeners('open-file')
  app.on('open-file', (event, path) => {
    event.preventDefault()
    give(path)
  })
  app.on('second-instance', (_event, argv, folder) => {
    if (window.isMinimized()) window.restore()
    window.focus()
    const path = documentIn(argv, folder)
    if (path !== null) give(path)
  })
}

/** The whole window as large as the settings say. */
function scaleWindow(studio: Studio, window: BrowserWindow): void {
  const apply = () => window.webContents.setZoomFactor(studio.settings.get().scale / 100)
  window.webContents.on('did-finish-load', apply)
  studio.settings.onChange(apply)
}

function forwardEvents(studio: Studio, window: BrowserWindow): void {
  studio.generation.onJob((job) => sendEvent(window.webContents, 'job.changed', job))
  studio.gallery.onChange((change) => sendEvent(window.webContents, 'gallery.changed', change))
  studio.settings.onChange((settings) => sendEvent(window.webContents, 'settings.changed', settings))
}

/** The library cannot be opened (locked, newer, damaged, read-only …): say why, touch nothing, and go. */
function refuse(thrown: unknown): void {
  const { message } = toAppError(thrown)
  process.stderr.write(`${message}\n`)
  // A dialog waits for somebody to close it; where nobody is there, the line above must do.
  if (process.env.VERSO_DIALOGS !== 'none') showStartError('Verso', message)
  app.exit(1)
}
