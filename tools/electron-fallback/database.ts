import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Lays out better-sqlite3's JavaScript with the binding that fits, in the form in which `require` finds both. */
export function buildDatabase(unpacked: string, binding: string, folder: string): void {
  mkdirSync(path.join(folder, 'node_modules', 'bindings'), { recursive: true })
  cpSync(path.join(unpacked, 'lib'), path.join(folder, 'lib'), { recursive: true })
  for (const name of ['package.json', 'LICENSE'])
    copyFileSync(path.join(unpacked, name), path.join(folder, name))
  copyFileSync(binding, path.join(folder, 'better_sqlite3.node'))
  // Upstream looks for its binding through the package `bindings`; here there is one place to look.
  writeFileSync(
    path.join(folder, 'node_modules', 'bindings', 'index.js'),
    "module.exports = () => require('../../better_sqlite3.node')\n",
  )
}
