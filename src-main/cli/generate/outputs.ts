import { access, constants, stat } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { VersoError } from '#shared/errors.ts'

/** `name.png` for one picture; `name-0001.png`, `name-0002.png` … for several. `index` counts from 0. */
export function numbered(path: string, index: number, count: number): string {
  if (count === 1) return path
  const ending = extname(path)
  return `${path.slice(0, path.length - ending.length)}-${String(index + 1).padStart(4, '0')}${ending}`
}

/** A name in the current folder that is not taken: `verso-42.png`, `verso-42-2.png` … */
export async function freeName(seed: number): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? `verso-${seed}.png` : `verso-${seed}-${number}.png`
    const taken = await stat(name).then(
      () => true,
      () => false,
    )
    if (!taken) return name
  }
}

/** Finds out before the work begins that its result would have no place. */
export async function checkFolderOf(option: string, path: string): Promise<void> {
  const folder = dirname(resolve(path))
  const info = await stat(folder).catch(() => null)
  if (info === null || !info.isDirectory()) {
    const message = `${option}: there is no folder ${folder}. Make it, or choose another place.`
    throw new VersoError('bad-request', message, { subject: option })
  }
  await access(folder, constants.W_OK).catch(() => {
    const message = `${option}: the folder ${folder} can't be written to. Choose another place.`
    throw new VersoError('bad-request', message, { subject: option })
  })
}
