import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createStudio } from '#services/create-studio.ts'
import type { Studio } from '#services/studio.ts'
import { openStudio } from '#tests/support/open-studio.ts'
import { scriptedEngine } from '#tests/support/scripted-engine.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** Two rows of two pixels: the first half seen through, so that its red is mixed with white paper. */
const pixels = new Uint8Array([200, 0, 0, 128, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
const upload = { id: 1, width: 2, height: 2, bytes: pixels.buffer } as const

it('says what a picture of the library shows, on white paper', async () => {
  const studio = await withStarter()
  const { sha256 } = await studio.assets.storePixels({ ...upload, kind: 'rgba', origin: 'canvas' })
  const { things } = await studio.assets.describe(sha256)
  expect(things).toHaveLength(5)
  expect(things[0]).toEqual({ phrase: 'thing 0', likeness: expect.closeTo(227 / 255, 2) })
})

it('says it of pixels that are held in memory, which leave nothing in the library', async () => {
  const studio = await withStarter()
  const { sha256 } = await studio.assets.storePixels({ ...upload, kind: 'live', origin: 'canvas' })
  expect((await studio.assets.describe(sha256)).things).toHaveLength(5)
  expect(studio.gallery.list({ query: '', limit: 5, before: null }).items).toEqual([])
  expect(await studio.pictures.picture(sha256)).toBeNull()
})

it('a picture that is not there is said to be so', async () => {
  const studio = await withStarter()
  await expect(studio.assets.describe('0'.repeat(64))).rejects.toMatchObject({ code: 'not-found' })
})

it('a missing starter is said to be so', async () => {
  const { studio } = await openStudio()
  const { sha256 } = await studio.assets.storePixels({ ...upload, kind: 'live', origin: 'canvas' })
  await expect(studio.assets.describe(sha256)).rejects.toMatchObject({ code: 'model-missing' })
})

async function withStarter(): Promise<Studio> {
  const dir = temporaryFolder()
  const studio = await createStudio({
    ...{ libraryDir: dir, modelsDir: dir, engine: scriptedEngine() },
    starterDir: join(import.meta.dirname, '..', '..', '..', 'assets', 'models', 'starter'),
    clock: () => new Date(),
    versions: { verso: 'test' },
  })
  onTestFinished(() => studio.close())
  return studio
}
