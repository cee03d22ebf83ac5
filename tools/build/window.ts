import { renameSync, rmSync } from 'node:fs'
import { build } from 'vite'
import { inRoot } from '../place.ts'

/**
 * Builds the window's page into `out/renderer` as `vite.config.ts` says; beside it first, so that the page of a running
 * window stays whole until the new one is.
 */
export async function buildWindow(): Promise<void> {
  const partial = inRoot('out', `renderer-${String(process.pid)}`)
  const finished = inRoot('out', 'renderer')
  try {
    await build({ configFile: inRoot('vite.config.ts'), logLevel: 'warn', build: { outDir: partial } })
    rmSync(finished, { recursive: true, force: true })
    renameSync(partial, finished)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}
