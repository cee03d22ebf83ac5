import { open, realpath, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { refuseOtherKinds } from './file-kind.ts'
import { headerLength, parseHeader } from './safetensors-header.ts'
import type { TensorPlace } from './safetensors-header.ts'
import type { WeightChanges } from './weight-change.ts'

/** What a network computes in, whatever its weights are stored as. */
export type ComputePrecision = 'fp32' | 'int8'

/** A tensor and the file it lies in. */
export interface StoredTensor extends TensorPlace {
  readonly file: string
  /** The file as seen from the source's folder, with forward slashes. */
  readonly location: string
}

/** The weights of one network, in one safetensors file or several. */
export interface WeightSource {
  /** What messages call it: the file or folder as the user knows it. */
  readonly label: string
  /** Folder that holds all the files; symbolic links are resolved, since ONNX Runtime refuses those that leave it. */
  readonly folder: string
  /** The files as they were named, before links were resolved. */
  readonly paths: readonly string[]
  readonly tensors: ReadonlyMap<string, StoredTensor>
  /** By default fp32. */
  readonly precision?: ComputePrecision
  /** Which edges of the network's pictures meet: its convolutions then go on at the other side. By default none. */
  readonly seamless?: 'x' | 'y' | 'both'
  /** What LoRAs add to these weights. */
  readonly changes?: WeightChanges
  /** Rows that embeddings add below the text encoder's table of words, each tensor [rows, width]. */
  readonly addedWords?: readonly StoredTensor[]
}

/** Opens safetensors files, reads and checks their headers. Of a tensor in two files the later counts. */
export async function openWeights(label: string, paths: readonly string[]): Promise<WeightSource> {
  const files = await Promise.all(paths.map(resolveFile))
  const folder = commonFolder(files)
  const tensors = new Map<string, StoredTensor>()
  for (const [index, file] of files.entries()) {
    const location = relative(folder, file).split(sep).join('/')
    for (const [name, place] of await readHeader(file, paths[index] ?? file))
      tensors.set(name, { ...place, file, location })
  }
  return { label, folder, paths, tensors }
}

/** Reads and checks one file's header; `shown` is the path that messages name. */
export async function readHeader(file: string, shown = file): Promise<Map<string, TensorPlace>> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const first = await readBytes(handle, 0, Math.min(size, 64))
    refuseOtherKinds(shown, first)
    return parseHeader(shown, await readBytes(handle, 8, headerLength(shown, first, size)), size)
  } finally {
    await handle.close()
  }
}

/** Reads `length` bytes at `offset`, fewer only at the file's end. */
export async function readBytes(
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled)
    if (bytesRead === 0) return bytes.subarray(0, filled)
    filled += bytesRead
  }
  return bytes
}

async function resolveFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  if (found?.isFile() === true) return realpath(path)
  throw new VersoError('model-missing', `${path} was not found. Check the path, or get the model again.`, {
    subject: path,
  })
}

/** The deepest folder that holds all the files; `start` is one to begin with, where there is one already. */
export function commonFolder(files: readonly string[], start = dirname(files[0] ?? '.')): string {
  let folder = start
  const holds = (file: string): boolean => file.startsWith(folder.endsWith(sep) ? folder : folder + sep)
  while (!files.every(holds)) {
    if (dirname(folder) === folder) {
      const message = `${files.join(', ')} lie on different drives. Put them on the same one.`
      throw new VersoError('bad-request', message, { subject: files.at(-1) ?? folder })
    }
    folder = dirname(folder)
  }
  return folder
}
