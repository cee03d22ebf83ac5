import { fail, say } from '../setup/say.mjs'
import { whenChanged } from './freshness.ts'
import { buildProcesses, entries } from './processes.ts'
import { buildWindow } from './window.ts'

const shared = ['src-shared', 'tools/build', 'package.json', 'package-lock.json', 'tsconfig.base.json']
const outputs = entries.map((entry) => `out/${entry}.cjs`)
/** What the page may import from `assets`; models are read at run time. */
const assets = ['assets/locales', 'assets/styles', 'assets/brushes', 'assets/icons']

/** Builds into `out/` what changed since the last time. Throws with the compiler's message when it can't. */
export async function buildApp(): Promise<void> {
  const started = Date.now()
  const main = await whenChanged('processes', ['src-main', ...shared], outputs, buildProcesses)
  const window = await whenChanged(
    'window',
    ['src-renderer', 'vite.config.ts', ...assets, ...shared],
    ['out/renderer/index.html'],
    buildWindow,
  )
  if (main || window) say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** As `buildApp`, for commands that have nothing left to do when it fails. */
export async function buildAppOrFail(): Promise<void> {
  try {
    await buildApp()
  } catch (error) {
    fail(`The application does not build.\n${error instanceof Error ? error.message : String(error)}`)
  }
}
