import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { runChild } from '../child.ts'
import { say } from '../setup/say.mjs'

export interface PinnedPackage {
  /** `name@version` */
  readonly name: string
  /** Subresource integrity of the tarball: `sha512-…`. */
  readonly integrity: string
}

/** Downloads an npm package through npm (its registry, proxy and certificates), checks it and unpacks it. Null on failure. */
export async function fetchPackage(pinned: PinnedPackage, folder: string): Promise<string | null> {
  mkdirSync(folder, { recursive: true })
  const packed = await runChild('npm', ['pack', pinned.name, '--silent', '--ignore-scripts'], {
    cwd: folder,
    capture: true,
  })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (packed.code !== 0 || !tarball) {
    say(`${pinned.name} could not be fetched: ${lastLine(packed.output)}`)
    return null
  }
  const file = path.join(folder, tarball)
  if ((await integrityOf(file)) !== pinned.integrity) {
    say(`${pinned.name} is not what it should be (its checksum differs); it was thrown away`)
    return null
  }
  const unpacked = await runChild('tar', ['-xzf', file, '-C', folder], { capture: true })
  if (unpacked.code !== 0) {
    say(`${pinned.name} could not be unpacked: ${lastLine(unpacked.output)}`)
    return null
  }
  return path.join(folder, 'package')
}

async function integrityOf(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return `sha512-${hash.digest('base64')}`
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
