import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeWhole } from '#files/atomic-write.ts'
import { extensionOf } from '#files/formats.ts'
import { readRecord } from '#files/metadata/picture-record.ts'
import { VersoError } from '#shared/errors.ts'
import type { Store } from './store.ts'

/**
 * A copy of a picture that other programs may take, change or move: the library's own file stays out of their hands.
 * It is named after its prompt. Throws `not-found`.
 */
export async function copyOut(store: Store, sha256: string): Promise<string> {
  const file = await store.fileOf(sha256)
  if (file === null) {
    throw new VersoError('not-found', `The picture ${sha256} is not in the library.`, { subject: sha256 })
  }
  const record = file.mime === 'image/png' ? readRecord(file.bytes).record : null
  const folder = join(tmpdir(), 'verso')
  await mkdir(folder, { recursive: true })
  const name = `${fileName(record?.request.prompt ?? '')}-${sha256.slice(0, 8)}${extensionOf(file.mime)}`
  const path = join(folder, name)
  await writeWhole(path, file.bytes)
  return path
}

/** A prompt's first words as every system allows them in a name. */
export function fileName(prompt: string): string {
  const words = prompt.normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  const name = [...words]
    .slice(0, 48)
    .join('')
    .replaceAll(/^-+|-+$/g, '')
  return name === '' ? 'verso' : name
}
