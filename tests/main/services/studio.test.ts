import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { writeRecord } from '#files/metadata/picture-record.ts'
import { defaultSettings } from '#shared/entities/settings.ts'
import { openStudio } from '#tests/support/open-studio.ts'
import { sampleRecord } from '#tests/support/sample-record.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const red = { create: { width: 40, height: 20, channels: 3, background: '#ff0000' } } as const

it('imports a file as it is, shows it, and brings it back from the bin when it comes again', async () => {
  const { studio, dir } = await openStudio()
  const changes: (string | null)[] = []
  studio.gallery.onChange(({ sha256 }) => changes.push(sha256))
  const path = join(dir, 'photo.jpg')
  writeFileSync(path, await sharp(red).jpeg().toBuffer())
  const asset = await studio.assets.importFile(path)
  expect(asset).toMatchObject({ origin: 'imported', mime: 'image/jpeg', width: 40, height: 20 })
  expect((await studio.pictures.picture(asset.sha256))?.bytes).toEqual(readFileSync(path))
  studio.gallery.remove(asset.sha256)
  expect(studio.gallery.list({ query: '', limit: 9, before: null }).items).toEqual([])
  await studio.assets.importFile(path)
  expect(studio.gallery.list({ query: '', limit: 9, before: null }).items).toHaveLength(1)
  expect(changes).toEqual([asset.sha256, asset.sha256, asset.sha256])
})

it('takes a pasted picture, and a TIFF as PNG', async () => {
  const { studio } = await openStudio()
  const tiff = Uint8Array.from(await sharp(red).tiff().toBuffer()).buffer
  const asset = await studio.assets.storePixels({ id: 1, kind: 'encoded', origin: 'imported', bytes: tiff })
  expect(asset).toMatchObject({ mime: 'image/png', origin: 'imported', width: 40 })
})

it('reads the record of a Verso picture that comes from elsewhere', async () => {
  const { studio, dir } = await openStudio()
  const record = sampleRecord({ prompt: 'lemon' })
  const pixels = { width: 8, height: 8, data: new Uint8Array(256).fill(255) }
  const path = join(dir, 'sent.png')
  writeFileSync(path, writeRecord(await sharpCodec.encodePng(pixels), record))
  const { sha256 } = await studio.assets.importFile(path)
  expect(studio.gallery.get(sha256).record).toEqual(record)
  expect(studio.gallery.list({ query: 'lemon', limit: 9, before: null }).items).toHaveLength(1)
})

it('keeps canvas pixels out of the gallery, and refuses ones that do not fit their size', async () => {
  const { studio } = await openStudio()
  const upload = { id: 1, kind: 'rgba', origin: 'canvas', width: 4, height: 4 } as const
  const asset = await studio.assets.storePixels({ ...upload, bytes: new ArrayBuffer(64) })
  expect(studio.gallery.list({ query: '', limit: 9, before: null }).items).toEqual([])
  expect((await studio.pictures.picture(asset.sha256))?.mime).toBe('image/png')
  const short = studio.assets.storePixels({ ...upload, bytes: new ArrayBuffer(63) })
  await expect(short).rejects.toMatchObject({ code: 'bad-request' })
})

it('exports an imported JPEG as PNG where that is asked for', async () => {
  const { studio, dir } = await openStudio()
  const path = join(dir, 'photo.jpg')
  writeFileSync(path, await sharp(red).jpeg().toBuffer())
  const { sha256 } = await studio.assets.importFile(path)
  await studio.assets.export(sha256, join(dir, 'copy.png'))
  expect((await sharp(join(dir, 'copy.png')).metadata()).format).toBe('png')
})

it('exports a picture byte for byte, and only under an ending that is true', async () => {
  const { studio, dir } = await openStudio()
  const path = join(dir, 'photo.png')
  writeFileSync(path, await sharp(red).png().toBuffer())
  const { sha256 } = await studio.assets.importFile(path)
  const copy = join(dir, 'copy.PNG')
  expect(await studio.assets.export(sha256, copy)).toEqual({ path: copy })
  expect(readFileSync(copy)).toEqual(readFileSync(path))
  await expect(studio.assets.export(sha256, join(dir, 'copy.jpg'))).rejects.toThrow(/must end in \.png/)
  await expect(studio.assets.export(sha256, join(dir, 'no', 'copy.png'))).rejects.toThrow(/folder/)
})

it('names the file that can not be read, and the reason', async () => {
  const { studio, dir } = await openStudio()
  const path = join(dir, 'text.png')
  writeFileSync(path, 'no picture')
  await expect(studio.assets.importFile(path)).rejects.toMatchObject({
    code: 'picture-unreadable',
    subject: path,
  })
  await expect(studio.assets.importFile(join(dir, 'lost.png'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(studio.assets.importFile(dir)).rejects.toThrow(/is a folder/)
})

it('gives the settings back after a restart', async () => {
  const dir = temporaryFolder()
  const first = await openStudio(dir)
  first.studio.settings.set({ ...defaultSettings, language: 'zh-CN' })
  await first.studio.close()
  const { studio } = await openStudio(dir)
  expect(studio.settings.get()).toEqual({ ...defaultSettings, language: 'zh-CN' })
})

it('finds models by name, refuses to leave the models folder, and says where it looked', async () => {
  const { studio, dir } = await openStudio()
  writeFileSync(join(dir, 'mine.safetensors'), '')
  const path = join(dir, 'mine.safetensors')
  expect(await studio.models.resolve('mine')).toBe(path)
  expect(await studio.models.resolve(path)).toBe(path)
  expect((await studio.models.list()).map((card) => card.path)).toContain(path)
  await expect(studio.models.resolve('../mine')).rejects.toMatchObject({ code: 'model-missing' })
  await expect(studio.models.resolve('other')).rejects.toThrow(`no model named “other” in ${dir}`)
  await expect(studio.models.resolve('starter')).rejects.toThrow(/Verso's own model is missing/)
})
