import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { quickCheck } from './quick-check.ts'

const kept = 5

/** Paths of the back-ups in `folder`, oldest first; none when there is no folder. */
export function listBackups(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /^library-.*\.sqlite$/.test(name))
    return names.sort().map((name) => join(folder, name))
  } catch {
    return []
  }
}

/**
 * Writes a checked copy of the open database into `folder` and keeps the newest five. The copy appears under its
 * name only when it is whole. Returns its path.
 */
export function backUp(connection: Database.Database, folder: string, now: Date): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `library-${now.toISOString().replace(/[:.]/g, '-')}.sqlite`)
  const partial = `${path}.partial`
  rmSync(partial, { force: true })
  try {
    connection.prepare('VACUUM INTO ?').run(partial)
    verify(partial)
    syncFile(partial)
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
  for (const old of listBackups(folder).slice(0, -kept)) rmSync(old, { force: true })
  return path
}

function verify(path: string): void {
  const copy = new Database(path, { readonly: true })
  try {
    const problem = quickCheck(copy)
    if (problem !== null) throw new Error(`The back-up ${path} does not pass its check: ${problem}`)
  } finally {
    copy.close()
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
