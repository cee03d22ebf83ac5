import { join } from 'node:path'
import sharp from 'sharp'
import { Sha256 } from '#shared/entities/hash.ts'

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
