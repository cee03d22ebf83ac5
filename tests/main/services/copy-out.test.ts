import { existsSync, readFileSync, unlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { copyOut, fileName } from '#services/copy-out.ts'

describe('a picture for another program', () => {
  it.each([
    ['red apple, on a white background', 'red-apple-on-a-white-background'],
    ['../../etc/passwd', 'etc-passwd'],
    ['一只猫', '一只猫'],
    ['a'.repeat(300), 'a'.repeat(48)],
    ['…', 'verso'],
  ])('made of “%s” is named %s', (prompt, name) => {
    expect(fileName(prompt)).toBe(name)
  })

  it('is a copy of the library’s bytes', async () => {
    const bytes = Buffer.from('no picture, but bytes')
    const store = { fileOf: () => Promise.resolve({ mime: 'image/jpeg', bytes }) }
    const path = await copyOut(store as unknown as Parameters<typeof copyOut>[0], 'a'.repeat(64))
    expect(basename(path)).toBe('verso-aaaaaaaa.jpg')
    expect(readFileSync(path).equals(bytes)).toBe(true)
    unlinkSync(path)
    expect(existsSync(path)).toBe(false)
  })

  it('that is gone says so', async () => {
    const store = { fileOf: () => Promise.resolve(null) }
    await expect(copyOut(store as unknown as Parameters<typeof copyOut>[0], 'b'.repeat(64))).rejects.toThrow(
      /not in the library/,
    )
  })
})
