import { app, session, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { createEngineClient } from '#engine/host/client.ts'
import { nodeChild } from '#engine/host/node-child.ts'
import { holdClosing } from '#desktop/closing.ts'
import { chooseExportPath, chooseFilePath, choosePicture, showStartError } from '#desktop/dialogs.ts'
import { readLaunchOptions } from '#desktop/launch-options.ts'
import { lockDown } from '#desktop/lockdown.ts'
import { installMenu } from '#desktop/menu.ts'
import { isPageUrl } from '#desktop/page.ts'
import { registerScheme, serveScheme } from '#desktop/protocol.ts'
import { utilityChild } from '#desktop/utility-child.ts'
import { openWindow } from '#desktop/window.ts'
import { createHandlers } from '#ipc/handlers.ts'
import { sendEvent, serveRequests } from '#ipc/server.ts'
import { serveUploads } from '#ipc/upload.ts'
import { createStudio } from '#services/create-studio.ts'
import type { Studio } from '#services/studio.ts'
import type { Settings } from '#shared/entities/settings.ts'
import { toAppError } from '#shared/errors.ts'
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
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
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
