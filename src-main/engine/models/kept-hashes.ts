import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Sha256 } from '#shared/entities/hash.ts'
import type { HashCache } from './model-hash.ts'

/** So many models at most; the oldest are forgotten first. */
const most = 1000

/**
 * Hashes of model files that outlive the process, in a small file of their own: a model of seven gigabytes takes half a
 * minute to read through. A file that cannot be read or written costs only that time.
 */
export function keepHashes(file: string): HashCache {
  const known = new Map(Object.entries(readKept(file)))
  return {
    get: (key) => known.get(key),
    set(key, hash) {
      known.set(key, hash)
      writeKept(file, Object.fromEntries([...known].slice(-most)))
    },
  }
}

/** Where the system keeps what programs can make again. */
export function hashesFile(): string {
  const { env, platform } = process
  const caches =
    platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'))
      : platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : (env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'))
  return join(caches, 'verso', 'model-hashes.json')
}

function readKept(file: string): Record<string, string> {
  try {
    return z.record(z.string(), Sha256).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}

/** Written whole under another name first, since two processes may write at once. */
function writeKept(file: string, hashes: Record<string, string>): void {
  const draft = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, JSON.stringify(hashes))
    renameSync(draft, file)
  } catch {
    // The next start reads the models through again.
  }
}
