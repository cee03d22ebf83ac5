import { BrowserWindow, type Session } from 'electron'
import { pageUrl } from './page.ts'

/** The studio's one window: sandboxed, isolated, without Node. It is shown when its first frame is painted. */
export function openWindow(paths: { preload: string; icon: string }, session: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Verso',
    icon: paths.icon,
    backgroundColor: '#17181a',
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload: paths.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(pageUrl)
  return window
}
