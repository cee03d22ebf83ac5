import { build } from 'vite'
import { inRoot } from '../place.ts'

/** Builds the window's page into `out/renderer` as `vite.config.ts` says. */
export async function buildWindow(): Promise<void> {
  await build({ configFile: inRoot('vite.config.ts'), logLevel: 'warn' })
}
