import { readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { wildcardLines } from '#shared/prompts/wildcard-lines.ts'

/** The artist's wildcard files: each a text file with one thing to say a line. */
export interface Wildcards {
  /** Folders in which they lie; the first one that has a name counts. */
  readonly folders: readonly string[]
  /** Names without `.txt`, with `/` for subfolders, sorted. */
  names(): Promise<string[]>
  /** The lines of one that can be taken; null where there is none of that name, or it is too large to be one. */
  lines(name: string): readonly string[] | null
}

const largestBytes = 8 * 1024 * 1024
const deepest = 5

export function createWildcards(folders: readonly string[]): Wildcards {
  const known = new Map<string, { stamp: string; lines: readonly string[] }>()
  const read = (path: string): readonly string[] | null => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined || !found.isFile() || found.size > largestBytes) return null
    const stamp = `${found.mtimeMs} ${found.size}`
    const kept = known.get(path)
    if (kept?.stamp === stamp) return kept.lines
    const lines = wildcardLines(readFileSync(path, 'utf8'))
    known.set(path, { stamp, lines })
    return lines
  }
  return {
    folders,
    names: async () => {
      const found = await Promise.all(folders.map((folder) => namesIn(folder, folder, 0)))
      return [...new Set(found.flat())].sort((a, b) => a.localeCompare(b))
    },
    lines: (name) => {
      for (const folder of folders) {
        const path = resolve(folder, `${name}.txt`)
        // A name must not lead out of the folder.
        if (!path.startsWith(resolve(folder) + sep)) return null
        const lines = read(path)
        if (lines !== null) return lines
      }
      return null
    },
  }
}

async function namesIn(root: string, folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return depth < deepest ? namesIn(root, path, depth + 1) : []
      if (!entry.isFile() || !entry.name.endsWith('.txt')) return []
      return [relative(root, path).slice(0, -4).replaceAll(sep, '/')]
    }),
  )
  return found.flat()
}
