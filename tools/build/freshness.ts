import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../place.ts'

const stampFolder = inRoot('out', 'stamps')

/**
 * Runs `build` when any of its inputs (files or folders, from the root) changed in time, size or number since the last
 * time, or when an output is gone.
 * @returns whether it ran
 */
export async function whenChanged(
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  build: () => Promise<void>,
): Promise<boolean> {
  const stamp = path.join(stampFolder, name)
  const now = fingerprint(inputs)
  const complete = outputs.every((output) => existsSync(inRoot(output)))
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false
  await build()
  mkdirSync(stampFolder, { recursive: true })
  writeFileSync(stamp, now)
  return true
}

function fingerprint(inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => listFiles(inRoot(input))).sort()) {
    const { mtimeMs, size } = statSync(file)
    hash.update(`${file}\0${String(mtimeMs)}\0${String(size)}\n`)
  }
  return hash.digest('hex')
}

function listFiles(place: string): string[] {
  if (!existsSync(place)) return []
  if (!statSync(place).isDirectory()) return [place]
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((item) => item.isFile())
    .map((item) => path.join(item.parentPath, item.name))
}
