import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { runChild } from '../child.ts'
import type { Electron } from './electron.ts'
import { fail } from './say.mjs'

/**
 * Flags that Electron needs on this machine. Chromium refuses to run sandboxed as root, so root alone gets
 * `--no-sandbox`; everyone else keeps the sandbox, or is told how to make it work.
 */
export async function sandboxFlags({ folder }: Electron): Promise<string[]> {
  if (process.platform !== 'linux') return []
  if (process.getuid?.() === 0) return ['--no-sandbox']
  const wrapper = path.join(folder, 'chrome-sandbox')
  if (isSetuidRoot(wrapper) || (await hasUserNamespaces())) return []
  return fail(
    'This system lets no program make its own sandbox, which Electron needs. Either allow user namespaces, or run once:\n' +
      `  sudo chown root:root '${wrapper}' && sudo chmod 4755 '${wrapper}'`,
  )
}

function isSetuidRoot(file: string): boolean {
  if (!existsSync(file)) return false
  const { uid, mode } = statSync(file)
  return uid === 0 && (mode & 0o4000) !== 0
}

async function hasUserNamespaces(): Promise<boolean> {
  const { code } = await runChild('unshare', ['--user', '--map-root-user', 'true'], { capture: true })
  // Without the program `unshare` nothing can be said; Electron itself will tell.
  return code === 0 || code === 127
}
