import { VersoError } from '#shared/errors.ts'
import type { LayeredFormat } from './from-document.ts'
import type { FlattenedPicture, LayeredPicture } from './layered-picture.ts'
import type { LayeredAnswer, LayeredWork } from './work.ts'

const names = { psd: 'Photoshop', ora: 'OpenRaster' } as const

/** Reads a file's layers. Throws `picture-unreadable` with the file's name and the reason. */
export async function readLayered(
  format: LayeredFormat,
  bytes: ArrayBuffer,
  name: string,
): Promise<LayeredPicture> {
  const reason = `${name} can't be read as a ${names[format]} file`
  const advice = 'Open it where it was made, save it again with 8 bits a channel in RGB, and try that file.'
  return (await run({ kind: 'read', format, bytes }, { reason, advice, name })) as LayeredPicture
}

/** A file of the picture's layers. Throws `picture-unreadable` with the reason. */
export async function writeLayered(
  format: LayeredFormat,
  picture: FlattenedPicture,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const reason = `${name} can't be written`
  const advice = 'Make the page smaller, or save it in the other format.'
  return (await run({ kind: 'write', format, picture }, { reason, advice, name })) as Uint8Array<ArrayBuffer>
}

interface Words {
  readonly reason: string
  readonly advice: string
  readonly name: string
}

/** A worker for each file: what one of them breaks, the next doesn't meet. */
function run(work: LayeredWork, { reason, advice, name }: Words) {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const fail = (message: string) =>
    new VersoError('picture-unreadable', `${reason}: ${message} ${advice}`, { subject: name })
  return new Promise<LayeredPicture | Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<LayeredAnswer>) => {
      if (data.ok) resolve(data.value)
      else reject(fail(data.message))
    }
    worker.onerror = (event) => reject(fail(event.message))
    worker.postMessage(work, work.kind === 'read' ? [work.bytes] : [])
  }).finally(() => worker.terminate())
}
