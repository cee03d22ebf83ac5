import { existsSync, readdirSync, rmSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { readRecord } from '#files/metadata/picture-record.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import { openStudio, type TestStudio } from '#tests/support/open-studio.ts'
import { scriptedEngine } from '#tests/support/scripted-engine.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const model = process.execPath

const ask = (more: Partial<GenerationRequest> = {}) => ({
  request: GenerationRequest.parse({ model, prompt: 'a red apple', seed: 7, width: 64, height: 64, ...more }),
  placement: null,
})

async function upload({ studio }: TestStudio, origin: 'canvas' | 'mask', data: Uint8Array, width: number) {
  const bytes = Uint8Array.from(data).buffer
  const height = data.length / 4 / width
  return studio.assets.storePixels({ id: 1, kind: 'rgba', origin, width, height, bytes })
}

const decode = async (test: TestStudio, sha256 = '') => {
  const file = await test.studio.pictures.picture(sha256)
  return sharpCodec.decode(file?.bytes ?? new Uint8Array(), 'picture')
}

it('makes each picture with its own seed, and keeps it with its record inside and beside', async () => {
  const test = await openStudio()
  const { jobId } = await test.studio.generation.start(ask({ count: 3 }))
  const job = await test.ended(jobId)
  expect(job).toMatchObject({ state: 'done', error: null, progress: null })
  const items = job.pictures.map((sha256) => test.studio.gallery.get(sha256))
  expect(items.map((item) => item.record?.request.seed)).toEqual([7, 8, 9])
  for (const { asset, record } of items) {
    const file = await test.studio.pictures.picture(asset.sha256)
    expect(readRecord(file?.bytes ?? new Uint8Array()).record).toEqual(record)
    expect(record).toMatchObject({ promptSent: { text: 'a red apple' }, request: { count: 1 } })
  }
  expect(test.studio.gallery.list({ query: 'seed:8', limit: 9, before: null }).items).toEqual([items[1]])
  expect((await test.studio.pictures.thumbnail(job.pictures[0] ?? ''))?.mime).toBe('image/webp')
})

it('gives the same pixels for the same request', async () => {
  const test = await openStudio()
  const first = await test.ended((await test.studio.generation.start(ask())).jobId)
  const second = await test.ended((await test.studio.generation.start(ask())).jobId)
  const assets = [first, second].map((job) => test.studio.gallery.get(job.pictures[0] ?? '').asset)
  expect(assets[0]?.pixelsSha256).toBe(assets[1]?.pixelsSha256)
  expect(assets[0]?.sha256).not.toBe(assets[1]?.sha256)
})

it('fills the mask and leaves every other pixel as it was, transparent ones too', async () => {
  const test = await openStudio()
  const init = Uint8Array.from({ length: 64 * 64 * 4 }, (_, at) => (at * 13 + (at >> 8)) % 256)
  const mask = Uint8Array.from({ length: 64 * 64 * 4 }, (_, at) => (at % 4 === 3 || at % 256 < 64 ? 255 : 0))
  const start = await upload(test, 'canvas', init, 64)
  const fill = await upload(test, 'mask', mask, 64)
  const request = ask({ init: start.sha256, mask: fill.sha256 })
  const job = await test.ended((await test.studio.generation.start(request)).jobId)
  const { data } = await decode(test, job.pictures[0])
  const changed = new Set<number>()
  data.forEach((value, at) => {
    if (value !== init[at]) changed.add(mask[at - (at % 4)] ?? 0)
  })
  expect([...changed]).toEqual([255])
  expect(test.studio.gallery.get(job.pictures[0] ?? '').record?.parents).toEqual([
    { sha256: start.sha256, role: 'init' },
    { sha256: fill.sha256, role: 'mask' },
  ])
})

it('hands each region its mask in the size asked for, and says in the record what counted there', async () => {
  const test = await openStudio()
  const grey = Uint8Array.from({ length: 32 * 32 * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : at % 128 < 64 ? 90 : 0,
  )
  const { sha256 } = await upload(test, 'mask', grey, 32)
  const request = ask({ regions: [{ prompt: 'a blue boat', mask: sha256, weight: 0.5 }] })
  const job = await test.ended((await test.studio.generation.start(request)).jobId)
  const [region] = test.engine.requests[0]?.regions ?? []
  expect(region).toMatchObject({ prompt: 'a blue boat', weight: 0.5, mask: { width: 64, height: 64 } })
  const { data } = region!.mask
  expect([data[4], data[60], new Set(data).size]).toEqual([90, 0, expect.any(Number)])
  const { record } = test.studio.gallery.get(job.pictures[0] ?? '')
  expect(record?.request.regions).toEqual(request.request.regions)
  expect(record?.regionPromptsSent.map(({ text }) => text)).toEqual(['a blue boat, a red apple'])
  expect(record?.parents).toEqual([{ sha256, role: 'region' }])
  expect(test.studio.gallery.list({ query: 'boat', limit: 9, before: null }).items).toHaveLength(1)
})

it('fails clearly where the mask of a region is gone', async () => {
  const test = await openStudio()
  const request = ask({ regions: [{ prompt: 'a blue boat', mask: 'ab'.repeat(32), weight: 1 }] })
  const job = await test.ended((await test.studio.generation.start(request)).jobId)
  expect(job).toMatchObject({ state: 'failed', error: { code: 'not-found', subject: 'ab'.repeat(32) } })
})

it('scales the start picture to the size asked for, on white paper', async () => {
  const test = await openStudio()
  const start = await upload(test, 'canvas', new Uint8Array(16 * 16 * 4), 16)
  await test.ended((await test.studio.generation.start(ask({ init: start.sha256 }))).jobId)
  const init = test.engine.requests[0]?.init
  expect([init?.width, init?.height, new Set(init?.data)]).toEqual([64, 64, new Set([255])])
})

it.each([
  [{ mask: 'a'.repeat(64) }, 'bad-request', /mask needs a picture/],
  [{ init: 'a'.repeat(64) }, 'not-found', /not in the library/],
  [{ width: 65 }, 'bad-request', /width/],
  [{ steps: 0 }, 'bad-request', /steps/],
  [{ seed: Number.MAX_SAFE_INTEGER, count: 2 }, 'bad-request', /too large/],
])('refuses %o before it is queued', async (more, code, message) => {
  const { studio } = await openStudio()
  const input = { request: { ...ask().request, ...more }, placement: null }
  await expect(studio.generation.start(input)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  })
  expect(studio.generation.list()).toEqual([])
})

it('says which model is missing, and goes on with the next job', async () => {
  const test = await openStudio()
  const lost = await test.studio.generation.start(ask({ model: '/nowhere/lost.safetensors' }))
  const next = await test.studio.generation.start(ask())
  expect(await test.ended(lost.jobId)).toMatchObject({
    state: 'failed',
    error: { code: 'model-missing', subject: '/nowhere/lost.safetensors' },
  })
  expect((await test.ended(next.jobId)).state).toBe('done')
})

it('stops between steps, keeps what was made, and makes only the rest when it is retried', async () => {
  const test = await openStudio()
  const { jobId } = await test.studio.generation.start(ask({ count: 3 }))
  test.engine.plan = async (request) => {
    if (request.seed === 8) await test.studio.generation.cancel({ jobId, hard: false })
  }
  const stopped = await test.ended(jobId)
  expect([stopped.state, stopped.pictures.length, test.engine.kills]).toEqual(['cancelled', 1, 0])
  test.engine.plan = async () => undefined
  test.studio.generation.retry({ jobId })
  const job = await test.ended(jobId)
  expect(job.pictures.map((sha256) => test.studio.gallery.get(sha256).record?.request.seed)).toEqual([
    7, 8, 9,
  ])
  expect(test.engine.requests.map((request) => request.seed)).toEqual([7, 8, 8, 9])
})

it('ends the process on a hard cancel, and takes a waiting job out of the queue', async () => {
  const test = await openStudio()
  test.engine.plan = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new VersoError('engine-crashed', 'The engine ended.')))
    })
  const running = await test.studio.generation.start(ask())
  const waiting = await test.studio.generation.start(ask())
  await test.studio.generation.cancel({ jobId: waiting.jobId, hard: false })
  expect((await test.ended(waiting.jobId)).state).toBe('cancelled')
  await vi.waitUntil(() => test.engine.requests.length === 1)
  await test.studio.generation.cancel({ jobId: running.jobId, hard: true })
  expect(await test.ended(running.jobId)).toMatchObject({ state: 'cancelled', error: null })
  expect([test.engine.kills, test.engine.requests.length]).toEqual([1, 1])
})

it('marks the job of a crashed engine as failed, and retries it', async () => {
  const test = await openStudio()
  test.engine.plan = async () => {
    throw new VersoError('engine-crashed', 'The engine stopped in the middle. Try again.')
  }
  const { jobId } = await test.studio.generation.start(ask())
  expect(await test.ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'engine-crashed' } })
  test.engine.plan = async () => undefined
  test.studio.generation.retry({ jobId })
  expect(await test.ended(jobId)).toMatchObject({ state: 'done', error: null })
})

it('gives progress of the whole batch, and a preview while it works', async () => {
  const test = await openStudio()
  const previews: (string | undefined)[] = []
  const { jobId } = await test.studio.generation.start(ask({ count: 2 }))
  test.engine.plan = async () => {
    previews.push((await test.studio.pictures.preview(jobId))?.mime)
  }
  await test.ended(jobId)
  const progress = test.told.flatMap((job) => (job.progress === null ? [] : [job.progress]))
  expect(progress.map(({ picture, pictures, stage }) => [picture, pictures, stage])).toEqual([
    [0, 2, 'denoise'],
    [0, 2, 'store'],
    [1, 2, 'denoise'],
    [1, 2, 'store'],
  ])
  expect(previews).toEqual(['image/png', 'image/png'])
})

it('goes on after a restart with what was running and what waited', async () => {
  const dir = temporaryFolder()
  const first = await openStudio(dir)
  first.engine.plan = async (request, { signal }) => {
    if (request.seed === 7) return
    await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const running = await first.studio.generation.start(ask({ count: 2 }))
  const waiting = await first.studio.generation.start(ask())
  await vi.waitUntil(() => first.engine.requests.length === 2)
  await first.studio.close()
  const second = await openStudio(dir, scriptedEngine())
  const job = await second.ended(running.jobId)
  expect([job.state, job.pictures.length]).toEqual(['done', 2])
  expect((await second.ended(waiting.jobId)).state).toBe('done')
  expect(second.engine.requests.map((request) => request.seed)).toEqual([8, 7])
})

it('fails a job whose picture can not be written, and loses nothing else', async () => {
  const test = await openStudio()
  const good = await test.ended((await test.studio.generation.start(ask())).jobId)
  const pictures = join(test.dir, 'pictures')
  rmSync(join(pictures, 'incoming'), { recursive: true })
  const failed = await test.ended((await test.studio.generation.start(ask({ seed: 8 }))).jobId)
  expect(failed).toMatchObject({ state: 'failed', error: { message: expect.stringContaining(pictures) } })
  await fs.mkdir(join(pictures, 'incoming'))
  test.studio.generation.retry({ jobId: failed.id })
  expect((await test.ended(failed.id)).state).toBe('done')
  expect((await decode(test, good.pictures[0])).width).toBe(64)
  expect(readdirSync(join(pictures, 'incoming'))).toEqual([])
  expect(existsSync(join(test.dir, 'library.sqlite'))).toBe(true)
})
