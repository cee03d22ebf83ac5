import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { damaged } from '#engine/weights/damaged.ts'
import { refused, shown } from './limits.ts'
import type { StoredConstant } from './read-tensor.ts'

/**
 * Checks the places of a model's tensors outside its file: each location is a plain relative path to a regular file
 * inside the model's folder, symbolic links resolved, and each tensor lies within its file. Returns the files' paths.
 */
export function checkExternalData(file: string, constants: readonly StoredConstant[]): string[] {
  const sizes = new Map<string, number>()
  for (const { name, external } of constants) {
    if (external === null) continue
    const { location, offset, length } = external
    const size = sizes.get(location) ?? sizeOf(file, location)
    sizes.set(location, size)
    if (offset + length > size) {
      const data = join(dirname(file), location)
      throw damaged(
        data,
        `tensor ${shown(name)} of ${basename(file)} ends at byte ${offset + length}, but the file holds ${size}`,
      )
    }
  }
  return [...sizes.keys()].map((location) => join(dirname(file), location))
}

function sizeOf(file: string, location: string): number {
  if (!isPlain(location))
    throw refused(file, `its weights are to be read from ${shown(location)}, which is not a file beside it`)
  const path = join(dirname(file), location)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined)
    throw damaged(path, `${basename(file)} has its weights there, but it was not found`)
  if (!found.isFile())
    throw refused(file, `its weights are to be read from ${shown(location)}, which is no file`)
  if (!isInside(realpathSync(dirname(file)), realpathSync(path)))
    throw refused(file, `its weights in ${shown(location)} are a link that leaves the model's folder`)
  return found.size
}

/** Names joined by slashes: no root, no drive, no way up, and none of the marks that ONNX Runtime or Windows read otherwise. */
function isPlain(location: string): boolean {
  const names = location.split('/')

  return !/[\\:*?"<>|\u0000-\u001f]/.test(location) && names.every((name) => !['', '.', '..'].includes(name))
}

function isInside(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
