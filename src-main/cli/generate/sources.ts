import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { outpaintSources, type Margins } from '#files/pixels/outpaint.ts'
import type { RgbaPicture } from '#files/pixels/rgba-picture.ts'
import { readPictureFile } from '#files/read-file.ts'
import { openStore, type Store } from '#services/store.ts'
import { takePicture, type TakenPicture } from '#services/take-picture.ts'
import { VersoError } from '#shared/errors.ts'
import type { Terminal } from '../terminal.ts'

/** A picture given by its path. */
export interface Source {
  readonly path: string
  readonly taken: TakenPicture
}

export async function loadSource(path: string): Promise<Source> {
  return { path, taken: await takePicture(sharpCodec, await readPictureFile(path), path) }
}

/** A start picture with room around it, and the mask of that room. */
export async function outpainted(init: Source, margins: Margins): Promise<{ init: Source; mask: Source }> {
  const made = outpaintSources(init.taken.pixels, margins)
  const sourceOf = async (picture: RgbaPicture): Promise<Source> => ({
    path: init.path,
    taken: await takePicture(sharpCodec, await sharpCodec.encodePng(picture), init.path),
  })
  return { init: await sourceOf(made.picture), mask: await sourceOf(made.mask) }
}

/**
 * The library to keep the pictures in. One that a window has open is no reason to lose the work: then null, and it is
 * said that the pictures are only written as files.
 */
export async function openStoreOrGoOn(dir: string, terminal: Terminal): Promise<Store | null> {
  try {
    return await openStore({ dir, codec: sharpCodec, clock: terminal.clock })
  } catch (error) {
    if (!(error instanceof VersoError) || error.code !== 'library-locked') throw error
    terminal.stderr.write(`${error.message} This time the pictures are written as files only.\n`)
    return null
  }
}
