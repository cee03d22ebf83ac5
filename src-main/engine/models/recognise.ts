import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { refuseOtherKinds } from '../weights/file-kind.ts'
import { readBytes } from '../weights/weight-source.ts'

/** What a path is, told by content: a folder in the diffusers layout, or a file that is none of the known others. */
export async function recogniseModel(path: string): Promise<'diffusers' | 'file'> {
  const found = await stat(path).catch(() => null)
  if (found === null)
    throw problem(
      'model-missing',
      path,
      'There is no model at this path. Check the path, or choose another model.',
    )
  if (found.isDirectory()) return recogniseFolder(path)
  if (!found.isFile())
    throw problem('model-unsupported', path, 'This is neither a file nor a folder. Choose a model.')
  await refuseUnreadable(path)
  return 'file'
}

async function recogniseFolder(path: string): Promise<'diffusers'> {
  const index = await stat(join(path, 'model_index.json')).catch(() => null)
  if (index?.isFile() === true) return 'diffusers'
  throw problem(
    'model-unsupported',
    path,
    'This folder has no model_index.json. Choose the folder of a whole diffusers model, not one of its parts.',
  )
}

async function refuseUnreadable(path: string): Promise<void> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw problem('model-damaged', path, 'The file cannot be opened. Check that you may read it.', cause)
  })
  try {
    refuseOtherKinds(path, await readBytes(handle, 0, 64))
  } finally {
    await handle.close()
  }
}

function problem(
  code: 'model-missing' | 'model-unsupported' | 'model-damaged',
  path: string,
  text: string,
  cause?: unknown,
): VersoError {
  return new VersoError(code, `${path}: ${text}`, { subject: path, cause })
}
