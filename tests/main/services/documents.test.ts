import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import yazl from 'yazl'
import { openVersoFile } from '#files/document/verso/read-verso.ts'
import { openLibrary } from '#library/open-library.ts'
import type { Studio } from '#services/studio.ts'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { tilesOfCanvas, tilesOfState } from '#shared/document/storage/fold.ts'
import type { OpenedDocument } from '#shared/entities/document/opened-document.ts'
import {
  emptyState,
  sampleDraft,
  someStep,
  startWork,
  type Work,
} from '#tests/support/documents/canvas-history.ts'
import { openStudio } from '#tests/support/open-studio.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

async function keep(studio: Studio, id: string, work: Work): Promise<void> {
  const taken = work.take()
  if (!taken) return
  const tiles = taken.tiles.map(({ number, tile }) => ({ number, bytes: new Uint8Array(tile.buffer) }))
  await studio.documents.append(id, { tiles, change: taken.change })
}

/** A document on the canvas with some steps. */
async function worked(studio: Studio, steps = 30): Promise<{ opened: OpenedDocument; work: Work }> {
  const { id } = await studio.documents.create('', emptyState())
  const work = startWork()
  for (let seed = 1; seed <= steps; seed++) someStep(work, seed)
  await keep(studio, id, work)
  const opened = await studio.documents.load()
  if (!opened) throw new Error('There is no document.')
  return { opened, work }
}

describe('the library’s documents', () => {
  it('begin with none, and give the one opened last back with all its steps', async () => {
    const dir = temporaryFolder()
    const first = await openStudio(dir)
    expect(await first.studio.documents.load()).toBeNull()
    const { opened } = await worked(first.studio)
    await first.studio.close()
    const { studio } = await openStudio(dir)
    expect(studio.documents.crashed).toBe(false)
    expect(await studio.documents.load()).toEqual(opened)
    const numbers = [...tilesOfState(opened.state).keys()]
    const bytes = (await studio.pictures.tiles(`${opened.id}/${numbers.join(',')}`))?.bytes
    expect(bytes?.length).toBe(numbers.length * (4 + 262_144))
  })

  it('know that the last run did not end well', async () => {
    const dir = temporaryFolder()
    const { studio } = await openStudio(dir)
    await worked(studio, 3)
    const copy = temporaryFolder()
    cpSync(join(dir, 'documents'), join(copy, 'documents'), { recursive: true })
    expect((await openStudio(copy)).studio.documents.crashed).toBe(true)
  })

  it('are several: listed, exchanged, renamed, put away and brought back', async () => {
    const { studio } = await openStudio()
    const { opened: one } = await worked(studio, 8)
    const { opened: two, work } = await worked(studio, 3)
    await studio.documents.rename(one.id, 'First')
    expect((await studio.documents.list()).map(({ name, current }) => [name, current])).toEqual([
      ['', true],
      ['First', false],
    ])
    expect((await studio.documents.open(one.id)).state).toEqual(one.state)
    // What the window did to the other one until the exchange still counts.
    work.paint(99)
    await keep(studio, two.id, work)
    await expect(studio.documents.remove(one.id)).rejects.toMatchObject({ code: 'bad-request' })
    await studio.documents.remove(two.id)
    expect(await studio.documents.list()).toHaveLength(1)
    await studio.documents.restore(two.id)
    expect((await studio.documents.open(two.id)).state.done).toHaveLength(two.state.done.length + 1)
  })

  it('open in place of one that can’t be read, and say why', async () => {
    const dir = temporaryFolder()
    const first = await openStudio(dir)
    const { opened: good } = await worked(first.studio, 4)
    const { opened: bad } = await worked(first.studio, 4)
    await first.studio.close()
    const folder = join(dir, 'documents', bad.id)
    const journals = readdirSync(folder).filter((name) => name.startsWith('journal-'))
    for (const name of journals) writeFileSync(join(folder, name), 'no journal')
    const { studio } = await openStudio(dir)
    const opened = await studio.documents.load()
    expect(opened?.id).toBe(good.id)
    expect(opened?.problems).toMatchObject([{ code: 'document-damaged', subject: folder }])
    expect(readFileSync(join(folder, journals[0] ?? ''), 'utf8')).toBe('no journal')
  })

  it('of an earlier Verso come with their layers and candidates', async () => {
    const dir = temporaryFolder()
    const first = await openStudio(dir)
    const bytes = Uint8Array.from({ length: 300 * 4 * 4 }, (_none, index) => (index * 7) % 256).buffer
    const upload = { id: 1, kind: 'rgba', origin: 'canvas', width: 300, height: 4, bytes } as const
    const { sha256 } = await first.studio.assets.storePixels(upload)
    await first.studio.close()
    const layer = { kind: 'raster', name: 'Old', visible: true, opacity: 0.5 }
    const bounds = { x: -20, y: 30, width: 300, height: 4 }
    const old = {
      ...{ id: 'old', version: 1, width: 640, height: 480, activeLayerId: 'a', box: bounds },
      layers: [
        { ...layer, id: 'a', pixels: { sha256, bounds } },
        { ...layer, id: 'b', pixels: { sha256: 'f'.repeat(64), bounds } },
      ],
      candidates: [{ sha256, bounds, jobId: 'job' }],
      ...sampleDraft,
    }
    const library = openLibrary({ dir, clock: () => new Date() })
    const values = ['old', JSON.stringify(old), '2026-01-01'] as const
    library.db.run('INSERT INTO documents (id, content, saved_at) VALUES (?, ?, ?)', ...values)
    library.close()
    const { studio } = await openStudio(dir)
    const opened = await studio.documents.load()
    expect(opened?.problems).toMatchObject([{ code: 'not-found', subject: 'f'.repeat(64) }])
    const { canvas } = opened?.state ?? emptyState()
    expect(canvas.page.facts).toMatchObject({
      width: 640,
      height: 480,
      order: ['a', 'b'],
      activeLayerId: 'a',
    })
    expect(canvas.layers['a']?.facts).toMatchObject({
      name: 'Old',
      opacity: 0.5,
      x: -20,
      y: 30,
      blend: 'normal',
    })
    expect(canvas.candidates).toMatchObject([{ sha256, mask: null, place: 'staging' }])
    const numbers = [...tilesOfCanvas(canvas).keys()]
    const tiles = await studio.documents.readTiles('old', numbers)
    expect(Buffer.from(tiles?.[0] ?? []).subarray(0, 1024)).toEqual(Buffer.from(bytes).subarray(0, 1024))
    await studio.close()
    // The next time it is one of today's.
    const again = await openStudio(dir)
    expect(await again.studio.documents.list()).toHaveLength(1)
  })
})

describe('.verso files', () => {
  it.each([true, false])('carry everything to another library; with steps: %s', async (steps) => {
    const here = await openStudio()
    const { opened } = await worked(here.studio)
    await here.studio.documents.keepThumbnail(opened.id, Buffer.from('a small picture'))
    const path = join(here.dir, 'Gift.verso')
    await here.studio.documents.saveFile(path, { copy: true, steps })
    expect((await here.studio.documents.list())[0]).toMatchObject({ path: null, name: '' })
    const there = await openStudio()
    const taken = await there.studio.documents.openFile(path)
    expect(taken).toMatchObject({ id: opened.id, name: 'Gift', path, problems: [] })
    const expected = steps ? opened.state : { ...opened.state, done: [], undone: [] }
    expect(taken.state).toEqual(expected)
    const numbers = [...tilesOfState(taken.state).keys()]
    const bytes = await there.studio.documents.readTiles(opened.id, numbers)
    const sent = await here.studio.documents.readTiles(opened.id, numbers)
    const whole = (tiles: typeof sent) => Buffer.concat(tiles?.map((tile) => tile ?? new Uint8Array()) ?? [])
    expect(whole(bytes).equals(whole(sent))).toBe(true)
    expect((await there.studio.pictures.document(opened.id))?.bytes).toEqual(Buffer.from('a small picture'))
  })

  it('bring the pictures of their candidates, with records, into the library', async () => {
    const here = await openStudio()
    const upload = { id: 1, kind: 'rgba', width: 4, height: 4 } as const
    const picture = await here.studio.assets.storePixels({
      ...{ ...upload, origin: 'canvas', bytes: randomBytes(64).buffer.slice(0, 64) },
    })
    const mask = await here.studio.assets.storePixels({
      ...{ ...upload, origin: 'mask', bytes: new ArrayBuffer(64) },
    })
    const { opened, work } = await worked(here.studio, 3)
    const bounds = { x: 0, y: 0, width: 4, height: 4 }
    const about = { jobId: 'job', bounds, feather: 4, prompt: 'apple', place: 'history', used: true } as const
    work.edit((document) => ({
      ...document,
      candidates: { [picture.sha256]: { ...about, sha256: picture.sha256, mask: mask.sha256 } },
    }))
    await keep(here.studio, opened.id, work)
    const path = join(here.dir, 'Gift.verso')
    await here.studio.documents.saveFile(path, { copy: false, steps: false })
    const there = await openStudio()
    const taken = await there.studio.documents.openFile(path)
    expect(taken.state.canvas.candidates).toMatchObject([{ sha256: picture.sha256, used: true }])
    for (const { sha256 } of [picture, mask]) {
      expect((await there.studio.pictures.picture(sha256))?.bytes).toEqual(
        (await here.studio.pictures.picture(sha256))?.bytes,
      )
    }
  })

  it('lead back to the document that they were saved from, unless one of them has changed', async () => {
    const { studio, dir } = await openStudio()
    const { opened, work } = await worked(studio)
    const path = join(dir, 'Mine.verso')
    await studio.documents.saveFile(path, { copy: false, steps: false })
    const same = await studio.documents.openFile(path)
    expect([same.id, same.state.done.length]).toEqual([opened.id, opened.state.done.length])
    work.paint(5)
    await keep(studio, opened.id, work)
    const other = await studio.documents.openFile(path)
    expect(other.id).not.toBe(opened.id)
    expect(other.state.canvas).toEqual(opened.state.canvas)
    const cards = await studio.documents.list()
    expect(cards.find(({ id }) => id === opened.id)?.path).toBeNull()
    expect(cards.find(({ id }) => id === other.id)?.path).toBe(path)
  })

  it('are written whole or not at all', async () => {
    const { studio, dir } = await openStudio()
    const { opened } = await worked(studio)
    await expect(
      studio.documents.saveFile(join(dir, 'nowhere', 'a.verso'), { copy: false, steps: true }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      studio.documents.saveFile(join(dir, 'a.png'), { copy: false, steps: true }),
    ).rejects.toMatchObject({ code: 'bad-request' })
    expect(readdirSync(dir).filter((name) => name.includes('partial'))).toEqual([])
    expect((await studio.documents.load())?.state).toEqual(opened.state)
  })

  it('that are damaged anywhere are refused whole, or come whole', { timeout: 600_000 }, async () => {
    const { studio, dir } = await openStudio()
    await worked(studio, 12)
    const path = join(dir, 'Whole.verso')
    await studio.documents.saveFile(path, { copy: true, steps: true })
    const bytes = readFileSync(path)
    const there = await openStudio()
    const before = await there.studio.documents.list()
    const bad = join(dir, 'Bad.verso')
    const refused = { count: 0 }
    for (let run = 0; run < 60; run++) {
      const place = (run * 7919 * 13) % bytes.length
      const changed = run % 2 === 0 ? bytes.subarray(0, place) : Buffer.from(bytes)
      if (run % 2 === 1) changed[place] = (changed[place] ?? 0) ^ (1 << (run % 8))
      writeFileSync(bad, changed)
      const error: unknown = await openVersoFile(bad).then(
        async (file) => {
          // A flip in the thumbnail or the zip's dates does no harm; in a tile it shows when it is copied.
          await file.close()
          return there.studio.documents.openFile(bad).then(
            ({ problems }) => problems[0],
            (thrown: unknown) => thrown,
          )
        },
        (thrown: unknown) => thrown,
      )
      if (error === undefined) continue
      refused.count++
      expect(error, `place ${place}`).toMatchObject({ code: 'document-damaged', subject: bad })
    }
    expect(refused.count).toBeGreaterThan(30)
    const names = readdirSync(join(there.dir, 'documents')).filter((name) => name.startsWith('.'))
    expect(names).toEqual([])
    expect(before).toEqual([])
  })

  it('of a newer Verso and hostile ones are refused with their name', async () => {
    const { studio, dir } = await openStudio()
    const zipOf = async (name: string, entries: Record<string, Buffer>, compress = true): Promise<string> => {
      const zip = new yazl.ZipFile()
      for (const [entry, bytes] of Object.entries(entries)) zip.addBuffer(bytes, entry, { compress })
      zip.end()
      const parts: Buffer[] = []
      for await (const part of zip.outputStream) parts.push(part as Buffer)
      const path = join(dir, name)
      writeFileSync(path, Buffer.concat(parts))
      return path
    }
    const json = (value: unknown) => ({ 'document.json': Buffer.from(JSON.stringify(value)) })
    const good = {
      ...{ format: 'verso-document', version: 1, app: 't', id: 'x', name: '', state: emptyState() },
      ...{ tiles: [] as number[], pictures: [] as object[] },
    }
    const newer = await zipOf('newer.verso', json({ ...good, version: 2, state: null }))
    await expect(studio.documents.openFile(newer)).rejects.toMatchObject({
      code: 'document-newer',
      subject: newer,
    })
    const layer = addLayer({
      ...newLayer('a', 'raster', 'A'),
      pixels: pixelsFrom(new Uint8ClampedArray(16).fill(9), { x: 0, y: 0, width: 2, height: 2 }, 4),
    })
    const work = startWork()
    work.edit(layer)
    const step = work.take()?.change.steps[0]
    const hostile = {
      'not-a-zip.verso': null,
      'empty.verso': {},
      'no-json.verso': { 'document.json': Buffer.from('{') },
      'other-id.verso': json({ ...good, id: '../../etc' }),
      'far-tile.verso': json({ ...good, tiles: [1, 0, 2 ** 40, 0, 0, 262_144] }),
      'many-tiles.verso': {
        ...json({ ...good, tiles: [1, 0, 4, 0, 0, 262_144, 2, 0, 4, 0, 0, 262_144] }),
        'tiles.bin': Buffer.alloc(4),
      },
      'missing-tile.verso': json({ ...good, state: { ...emptyState(), done: [step] } }),
      'missing-picture.verso': json({
        ...good,
        pictures: [{ sha256: 'a'.repeat(64), mime: 'image/png', mask: false }],
      }),
      'wrong-picture.verso': {
        ...json({ ...good, pictures: [{ sha256: 'a'.repeat(64), mime: 'image/png', mask: false }] }),
        [`pictures/${'a'.repeat(64)}.png`]: Buffer.from('<html>'),
      },
    }
    for (const [name, entries] of Object.entries(hostile)) {
      const path = entries ? await zipOf(name, entries) : join(dir, name)
      if (!entries) writeFileSync(path, randomBytes(5000))
      await expect(studio.documents.openFile(path), name).rejects.toMatchObject({
        code: 'document-damaged',
        subject: path,
      })
    }
    const lost = join(dir, 'lost.verso')
    await expect(studio.documents.openFile(lost)).rejects.toMatchObject({ code: 'not-found', subject: lost })
    expect(await studio.documents.list()).toEqual([])
    // A sound one of the same make opens.
    expect((await studio.documents.openFile(await zipOf('good.verso', json(good)))).name).toBe('good')
  })

  it('begin a run when one is given, and what fails there does not stop it', async () => {
    const dir = temporaryFolder()
    const { studio } = await openStudio(dir)
    const { opened } = await worked(studio, 4)
    studio.documents.give(join(dir, 'lost.verso'))
    await studio.close()
    const again = await openStudio(dir)
    again.studio.documents.give(join(dir, 'lost.verso'))
    const loaded = await again.studio.documents.load()
    expect(loaded?.id).toBe(opened.id)
    expect(loaded?.problems).toMatchObject([{ code: 'not-found' }])
  })
})
