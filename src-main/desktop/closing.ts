import type { BrowserWindow } from 'electron'

/** How long the window may take to save what is in hand before it is closed anyway. */
const patienceMs = 5000

/**
 * Closing asks the window first (`ask`), so that the stroke of a moment ago is saved. Returns what the window calls
 * when it is done.
 */
export function holdClosing(window: BrowserWindow, ask: () => void): () => void {
  const state = { asked: false, free: false }
  const close = () => {
    state.free = true
    if (!window.isDestroyed()) window.close()
  }
  window.on('close', (event) => {
    if (state.free || window.webContents.isCrashed()) return
    event.preventDefault()
    if (state.asked) return
    state.asked = true
    ask()
    setTimeout(close, patienceMs).unref()
  })
  return close
}
