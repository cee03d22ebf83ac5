import type { FlattenedPicture, LayeredPicture } from './layered-picture.ts'
import type { LayeredFormat } from './from-document.ts'

/** What the worker is asked: to read a file's layers, or to write them. */
export type LayeredWork =
  | { readonly kind: 'read'; readonly format: LayeredFormat; readonly bytes: ArrayBuffer }
  | { readonly kind: 'write'; readonly format: LayeredFormat; readonly picture: FlattenedPicture }

export type LayeredAnswer =
  | { readonly ok: true; readonly value: LayeredPicture | Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly message: string }
