import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Lays out better-sqlite3's JavaScript with the binding that fits, in the form in which `require` finds both. */
export function buildDatabase(unpacked: string, binding: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  cpSync(path.join(unpacked, 'lib'), path.join(folder, 'lib'), { recursive: true })
  for (const name of ['package.json', 'LICENSE'])
    copyFileSync(path.join(unpacked, name), path.join(folder, name))
  copyFileSync(binding, path.join(folder, 'better_sqlite3.node'))
  // Upstream searches for its binding with the package `bindings`; here there is one place to look.
  const main = path.join(folder, 'lib', 'database.js')
  const code = readFileSync(main, 'utf8')
  const patched = code.replace(
    "require('bindings')('better_sqlite3.node')",
    "require('../better_sqlite3.node')",
  )
  if (patched === code) throw new Error('better-sqlite3 loads its binding in another way than expected')
  writeFileSync(main, patched)
}
