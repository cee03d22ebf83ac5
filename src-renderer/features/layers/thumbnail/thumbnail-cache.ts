import { createContext } from 'react'
import type { Layer } from '#shared/document/canvas-document.ts'
import type { Pixels } from '#shared/document/pixels.ts'

interface Page {
  readonly width: number
  readonly height: number
}

/** Small pictures of layers, for as long as their pixels are. */
export interface ThumbnailCache {
  find(layer: Layer, page: Page): ImageData | null
  keep(layer: Layer, page: Page, image: ImageData): void
}

export function createThumbnailCache(): ThumbnailCache {
  const kept = new WeakMap<Pixels, { key: string; image: ImageData }>()
  const keyOf = ({ x, y }: Layer, { width, height }: Page) => [x, y, width, height].join()
  return {
    find(layer, page) {
      const entry = kept.get(layer.pixels)
      return entry?.key === keyOf(layer, page) ? entry.image : null
    },
    keep: (layer, page, image) => void kept.set(layer.pixels, { key: keyOf(layer, page), image }),
  }
}

export const ThumbnailContext = createContext<ThumbnailCache | null>(null)
