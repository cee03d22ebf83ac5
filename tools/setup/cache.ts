import os from 'node:os'
import path from 'node:path'

/** Where downloads that all checkouts share are kept; `VERSO_CACHE` moves it. */
export function cacheFolder(): string {
  const { VERSO_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (VERSO_CACHE) return path.resolve(VERSO_CACHE)
  if (process.platform === 'win32') {
    return path.join(LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'verso-cache')
  }
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'verso')
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'verso')
}
