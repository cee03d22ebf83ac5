import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { resolveModel, starterName } from '#services/models.ts'
import type { Terminal } from './terminal.ts'

/** `starter`, a path from the current folder, or a name in the models folder → a path that exists. */
export async function resolveModelArgument(name: string, terminal: Terminal): Promise<string> {
  if (name !== starterName) {
    const here = resolve(name)
    const found = await stat(here).catch(() => null)
    if (found !== null) return here
  }
  return resolveModel(name, terminal)
}
