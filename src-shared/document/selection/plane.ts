import type { Rectangle } from '#shared/entities/studio-document.ts'
import { pixelsFrom, readPixels } from '../pixel-transfer.ts'
import { type Pixels, type Tile, emptyPixels, tileKeysIn, tileOverlap, tileSide } from '../pixels.ts'

/** Coverage of an area in one block: width × height bytes, 0 … 255; nothing is covered outside of it. */
export interface Plane {
  readonly area: Rectangle
  readonly data: Tile
}

export interface Page {
  readonly width: number
  readonly height: number
}

export function newPlane(area: Rectangle): Plane {
  return { area, data: new Uint8ClampedArray(area.width * area.height) }
}

export function planeOf(pixels: Pixels, area: Rectangle): Plane {
  return { area, data: readPixels(pixels, area) }
}

export function pixelsOf({ area, data }: Plane): Pixels {
  return area.width > 0 && area.height > 0 ? pixelsFrom(data, area, 1) : emptyPixels(1)
}

/** The whole page, fully covered. Tiles that lie inside of it are one and the same value. */
export function wholePage({ width, height }: Page): Pixels {
  const full: Tile = new Uint8ClampedArray(tileSide * tileSide).fill(255)
  const page = { x: 0, y: 0, width, height }
  const tiles = tileKeysIn(page).map((key) => {
    const part = tileOverlap(key, page)
    if (!part || (part.width === tileSide && part.height === tileSide)) return [key, full] as const
    const tile: Tile = new Uint8ClampedArray(tileSide * tileSide)
    for (let y = 0; y < part.height; y++) tile.fill(255, y * tileSide, y * tileSide + part.width)
    return [key, tile] as const
  })
  return { channels: 1, tiles: new Map(tiles) }
}

/** The area on whole pixels, as far as it lies on the page; null when it does not. */
export function onPage(area: Rectangle, page: Page): Rectangle | null {
  const x = Math.max(0, Math.floor(area.x))
  const y = Math.max(0, Math.floor(area.y))
  const width = Math.min(page.width, Math.ceil(area.x + area.width)) - x
  const height = Math.min(page.height, Math.ceil(area.y + area.height)) - y
  return width > 0 && height > 0 ? { x, y, width, height } : null
}
