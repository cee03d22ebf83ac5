import { expect, it } from 'vitest'
import { readMetadata } from '#files/metadata/read-metadata.ts'
import { chanceFrom } from '#shared/prompts/chance.ts'

const text = 'a red apple 中\nSteps: 4, Sampler: Euler, Seed: 7'

/** Exif data with a UserComment, as piexif writes it. */
function exif(comment: Uint8Array, little: boolean): Uint8Array {
  const bytes = new Uint8Array(8 + 18 + 18 + comment.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, little ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, 1, little)
    view.setUint16(at + 2, tag, little)
    view.setUint16(at + 4, type, little)
    view.setUint32(at + 6, count, little)
    view.setUint32(at + 10, value, little)
  }
  entry(8, 0x8769, 4, 1, 26)
  entry(26, 0x9286, 7, comment.length, 44)
  bytes.set(comment, 44)
  return bytes
}

function comment(little: boolean): Uint8Array {
  const bytes = new Uint8Array(8 + text.length * 2)
  bytes.set(new TextEncoder().encode('UNICODE\0'))
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < text.length; at++) view.setUint16(8 + at * 2, text.charCodeAt(at), little)
  return bytes
}

function jpeg(tiff: Uint8Array): Uint8Array {
  const length = tiff.length + 8
  const head = [0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...new TextEncoder().encode('Exif\0\0')]
  return Uint8Array.from([...head, ...tiff, 0xff, 0xda, 0, 2])
}

function webp(tiff: Uint8Array): Uint8Array {
  const size = new Uint8Array(new Uint32Array([tiff.length]).buffer)
  return Uint8Array.from([...new TextEncoder().encode('RIFF\0\0\0\0WEBPEXIF'), ...size, ...tiff])
}

it.each([
  ['JPEG, big-endian', jpeg(exif(comment(false), false))],
  ['JPEG, little-endian', jpeg(exif(comment(true), true))],
  ['JPEG, text of the other order than its numbers', jpeg(exif(comment(true), false))],
  ['WebP', webp(exif(comment(false), false))],
])('finds the text in %s', (_name, bytes) => {
  expect(readMetadata(bytes).parameters).toBe(text)
})

it('finds nothing in damaged and hostile files, and never fails', () => {
  const chance = chanceFrom('exif')
  const whole = jpeg(exif(comment(false), false))
  for (let round = 0; round < 3000; round++) {
    const bytes = whole.slice(0, round % 2 ? whole.length : Math.floor(chance() * whole.length))
    for (let change = 0; change < 4; change++)
      bytes[Math.floor(chance() * bytes.length)] = Math.floor(chance() * 256)
    expect(() => readMetadata(bytes)).not.toThrow()
  }
  expect(readMetadata(new Uint8Array())).toEqual({ record: null, parameters: null, problem: null })
})
