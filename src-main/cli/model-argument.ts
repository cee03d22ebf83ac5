import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { resolveModel, starterName } from '#services/models.ts'
import type { Terminal } from './terminal.ts'

/**
 * `starter` or `starter/FILE`, a path from the current folder, or a name in the models folder (of the library, where one is given) → a
 * path that exists.
 */
export async function resolveModelArgument(
  name: string,
  terminal: Terminal,
  library: string | null = null,
): Promise<string> {
  if (name !== starterName && !name.startsWith(`${starterName}/`)) {
    const here = resolve(name)
    const found = await stat(here).catch(() => null)
    if (found !== null) return here
  }
  const modelsDir = library === null ? terminal.modelsDir : join(library, 'models')
  return resolveModel(name, { starterDir: terminal.starterDir, modelsDir })
}
