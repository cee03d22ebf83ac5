import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { inRoot } from './place.ts'

/** Draws every icon file from `assets/icons/icon.svg`: `node tools/icons.ts` after a change of the drawing. */
const folder = inRoot('assets', 'icons')
const drawing = readFileSync(path.join(folder, 'icon.svg'))
/** electron-builder takes `<size>x<size>.png` from this folder for Linux. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]
/** Apple's names for PNG icons by size. */
const macTypes = { 32: 'ic11', 64: 'ic12', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' }

function draw(size: number): Promise<Buffer> {
  return sharp(drawing, { density: ((72 * size) / 1024) * 2 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer()
}

/** Windows' icon: a directory of PNG images; a size of 256 is written as 0. */
export function packIco(images: readonly { size: number; png: Buffer }[]): Buffer {
  const directory = Buffer.alloc(6 + 16 * images.length)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(images.length, 4)
  let offset = directory.length
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    directory.writeUInt8(size % 256, at)
    directory.writeUInt8(size % 256, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(32, at + 6)
    directory.writeUInt32LE(png.length, at + 8)
    directory.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([directory, ...images.map(({ png }) => png)])
}

/** macOS' icon: blocks of a four-letter type, their length with this head, and a PNG. */
export function packIcns(images: readonly { type: string; png: Buffer }[]): Buffer {
  const blocks = images.map(({ type, png }) => Buffer.concat([head(type, png.length), png]))
  const body = Buffer.concat(blocks)
  return Buffer.concat([head('icns', body.length), body])
}

function head(type: string, length: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.write(type, 'latin1')
  bytes.writeUInt32BE(length + 8, 4)
  return bytes
}

if (import.meta.main) {
  for (const size of linuxSizes) writeFileSync(path.join(folder, `${size}x${size}.png`), await draw(size))
  writeFileSync(path.join(folder, 'icon.png'), await draw(512))
  const windows = await Promise.all(windowsSizes.map(async (size) => ({ size, png: await draw(size) })))
  writeFileSync(path.join(folder, 'icon.ico'), packIco(windows))
  const mac = await Promise.all(
    Object.entries(macTypes).map(async ([size, type]) => ({ type, png: await draw(Number(size)) })),
  )
  writeFileSync(path.join(folder, 'icon.icns'), packIcns(mac))
}
