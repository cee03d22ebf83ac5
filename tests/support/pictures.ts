import { join } from 'node:path'
import sharp from 'sharp'
import { Sha256 } from '#shared/entities/hash.ts'
import type { StudioDocument } from '#shared/entities/studio-document.ts'

/** RGBA pixels, 4 bytes each, rows from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Buffer
}

/** A picture worth refining: a warm gradient with a dark disc, 512 × 512, every pixel different from its neighbours. */
export async function writePicture(path: string, side = 512): Promise<void> {
  const data = Buffer.alloc(side * side * 3)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const inside = (x - side / 2) ** 2 + (y - side / 2) ** 2 < (side / 4) ** 2
      const at = (y * side + x) * 3
      data[at] = inside ? 30 + (x % 7) : 200 + (y % 50)
      data[at + 1] = inside ? 40 + (y % 5) : 120 + (x % 60)
      data[at + 2] = inside ? 90 : (x + y) % 97
    }
  }
  await sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toFile(path)
}

export async function readPixels(path: string): Promise<Pixels> {
  const { data, info } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** Where the library keeps a picture. */
export function storedPath(library: string, sha256: string): string {
  const name = Sha256.parse(sha256)
  return join(library, 'pictures', name.slice(0, 2), `${name}.png`)
}

/** The visible raster layers of a stored document over one another, as a painter would see them. */
export async function flatten(library: string, document: StudioDocument): Promise<Pixels> {
  const { width, height } = document
  const layers = document.layers.filter(({ kind, visible, pixels }) => kind === 'raster' && visible && pixels)
  const data = Buffer.alloc(width * height * 4)
  for (const { pixels } of layers) {
    if (pixels === null) continue
    const layer = await readPixels(storedPath(library, pixels.sha256))
    lay(data, width, height, layer, pixels.bounds)
  }
  return { width, height, data }
}

/** Only whole pixels are laid: a half-transparent one would have to be rounded as the screen does it. */
function lay(onto: Buffer, width: number, height: number, layer: Pixels, at: { x: number; y: number }): void {
  for (let y = 0; y < layer.height; y++) {
    for (let x = 0; x < layer.width; x++) {
      const [column, row] = [x + at.x, y + at.y]
      if (column < 0 || row < 0 || column >= width || row >= height) continue
      const from = (y * layer.width + x) * 4
      if (layer.data[from + 3] === 0) continue
      layer.data.copy(onto, (row * width + column) * 4, from, from + 4)
    }
  }
}
