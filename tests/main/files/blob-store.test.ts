import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeWhole, type Disk } from '#files/atomic-write.ts'
import { openBlobStore, sha256Of } from '#files/blob-store.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const bytes = new Uint8Array(1000).fill(7)

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
}

it('keeps a file under its hash, once', async () => {
  const dir = temporaryFolder()
  const store = await openBlobStore(dir)
  const name = await store.put(bytes, 'image/png')
  expect(await store.put(bytes, 'image/png')).toBe(name)
  expect(name).toBe(sha256Of(bytes))
  expect(filesIn(dir)).toEqual([`${name}.png`])
  expect(await store.read(name, 'image/png')).toEqual(Buffer.from(bytes))
  expect(await store.read('0'.repeat(64), 'image/png')).toBeNull()
})

it('clears what a crash left half written', async () => {
  const dir = temporaryFolder()
  mkdirSync(join(dir, 'incoming'))
  writeFileSync(join(dir, 'incoming', '.half.png.partial'), 'half')
  await openBlobStore(dir)
  expect(filesIn(dir)).toEqual([])
})

/** A disk that is full at the nth of its calls. */
function fullAt(failing: number, code: string): Disk {
  let calls = 0
  const count = () => {
    calls += 1
    if (calls === failing) throw Object.assign(new Error(code), { code })
  }
  return {
    rm: fs.rm,
    rename: async (from, to) => {
      count()
      return fs.rename(from, to)
    },
    open: async (path, flags) => {
      count()
      const file = await fs.open(path, flags)
      return {
        writeFile: async (data: Uint8Array) => {
          await file.write(data.subarray(0, 10))
          count()
          return file.writeFile(data.subarray(10))
        },
        sync: async () => {
          count()
          return file.sync()
        },
        close: () => file.close(),
      } as unknown as fs.FileHandle
    },
  }
}

it.each([1, 2, 3, 4])(
  'leaves no half file and works again when the disk is full at call %i',
  async (call) => {
    const dir = temporaryFolder()
    const full = await openBlobStore(dir, fullAt(call, 'ENOSPC'))
    await expect(full.put(bytes, 'image/png')).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/disk is full.*\.png.*Free some space/),
    })
    expect(filesIn(dir)).toEqual([])
    const name = await full.put(bytes, 'image/png')
    expect(filesIn(dir)).toEqual([`${name}.png`])
  },
)

it('names the file that a read-only folder refuses', async () => {
  const path = join(temporaryFolder(), 'picture.png')
  await expect(writeWhole(path, bytes, { disk: fullAt(1, 'EROFS') })).rejects.toMatchObject({
    code: 'library-read-only',
    subject: path,
  })
})
