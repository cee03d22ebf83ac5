import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Configuration } from 'electron-builder'

/** What packaging with this Electron needs besides: the better-sqlite3 that runs on it in the place of the project's own. */
export function fallbackPackaging(folder: string): Configuration {
  const database = path.join(folder, 'better-sqlite3')
  return {
    afterPack: ({ appOutDir }) => {
      rmSync(path.join(appOutDir, 'better-sqlite3'), { recursive: true, force: true })
      rmSync(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true })
    },
    files: [
      '!node_modules/better-sqlite3/**',
      { from: database, to: 'node_modules/better-sqlite3', filter: ['**/*'] },
    ],
  }
}
