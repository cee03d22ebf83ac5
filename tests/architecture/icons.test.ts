import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47])

it('the Windows icon is a directory whose entries are PNG images inside the file', () => {
  const ico = readFileSync('assets/icons/icon.ico')
  const count = ico.readUInt16LE(4)
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), count]).toEqual([0, 1, 7])
  for (let at = 6; at < 6 + 16 * count; at += 16) {
    const offset = ico.readUInt32LE(at + 12)
    expect(ico.subarray(offset, offset + 4)).toEqual(png)
    expect(offset + ico.readUInt32LE(at + 8)).toBeLessThanOrEqual(ico.length)
  }
})

it('the macOS icon is a chain of PNG blocks that ends where the file ends', () => {
  const icns = readFileSync('assets/icons/icon.icns')
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
  let at = 8
  for (; at < icns.length; at += icns.readUInt32BE(at + 4))
    expect(icns.subarray(at + 8, at + 12)).toEqual(png)
  expect(at).toBe(icns.length)
})
