import { dialog, type BrowserWindow } from 'electron'
import { extname } from 'node:path'

const pictureFilter = {
  name: 'Pictures',
  extensions: ['png', 'jpg', 'jpeg', 'webp', 'avif', 'gif', 'tif', 'tiff'],
}

/** The path the artist chose, or null. */
export async function choosePicture(window: BrowserWindow): Promise<string | null> {
  const answer = await dialog.showOpenDialog(window, { properties: ['openFile'], filters: [pictureFilter] })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/** The folder the artist chose, or null. */
export async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const answer = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/** The `.verso` file the artist chose, or null. */
export async function chooseDocument(window: BrowserWindow): Promise<string | null> {
  const filters = [{ name: 'Verso', extensions: ['verso'] }]
  const answer = await dialog.showOpenDialog(window, { properties: ['openFile'], filters })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/** Where the artist wants a copy of a picture, or null. */
export async function chooseExportPath(window: BrowserWindow, name: string): Promise<string | null> {
  const filters = [{ name: 'PNG', extensions: ['png'] }]
  const answer = await dialog.showSaveDialog(window, { defaultPath: name, filters })
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}

/** Where the artist wants a file that the window made, or null; its name's ending is kept. */
export async function chooseFilePath(window: BrowserWindow, name: string): Promise<string | null> {
  const ending = extname(name)
  const filters =
    ending === '' ? [] : [{ name: ending.slice(1).toUpperCase(), extensions: [ending.slice(1)] }]
  const answer = await dialog.showSaveDialog(window, { defaultPath: name, filters })
  if (answer.canceled || answer.filePath === '') return null
  return extname(answer.filePath) === '' ? answer.filePath + ending : answer.filePath
}

/** Says why the studio cannot open, before there is a window to say it in. */
export function showStartError(title: string, message: string): void {
  dialog.showErrorBox(title, message)
}
