import { describe, expect, it } from 'vitest'
import { readRecord } from '#files/metadata/picture-record.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { openStudio, type TestStudio } from '#tests/support/open-studio.ts'

const request = (changes: object = {}) =>
  GenerationRequest.parse({
    model: process.execPath,
    prompt: 'apple',
    seed: 7,
    steps: 4,
    width: 64,
    height: 64,
    ...changes,
  })

function held(test: TestStudio, value: number, origin: 'canvas' | 'mask' = 'canvas') {
  const bytes = new Uint8Array(64 * 64 * 4).fill(value).buffer
  return test.studio.assets.storePixels({ id: 1, kind: 'live', origin, width: 64, height: 64, bytes })
}

const gallery = ({ studio }: TestStudio) =>
  studio.gallery.list({ query: '', limit: 50, before: null }).items.map(({ asset }) => asset)

function gate() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve: () => resolve() }
}

describe('live mode', () => {
  it('makes a picture from what it holds, and leaves nothing in queue and library', async () => {
    const test = await openStudio()
    const init = await held(test, 200)
    // 200 at an opacity of 200 of 255, on white.
    const answer = await test.studio.live.frame(request({ init: init.sha256 }))
    expect(answer).toMatchObject({ kind: 'frame', frame: { frame: 1 } })
    expect(test.engine.requests[0]?.init?.data.every((value) => value === 212)).toBe(true)
    expect((await test.studio.pictures.preview('live-1'))?.bytes.length).toBeGreaterThan(100)
    expect(gallery(test)).toEqual([])
    expect(test.studio.generation.list()).toEqual([])
    expect(await test.studio.pictures.picture(init.sha256)).toBeNull()
  })

  it('drops what a newer request overtakes, between two steps', async () => {
    const test = await openStudio()
    const begun = gate()
    test.engine.plan = (_request, { signal }) => {
      begun.resolve()
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error)),
      )
    }
    const first = test.studio.live.frame(request())
    await begun.promise
    test.engine.plan = async () => undefined
    const [second, third] = [
      test.studio.live.frame(request({ seed: 8 })),
      test.studio.live.frame(request({ seed: 9 })),
    ]
    expect(await first).toEqual({ kind: 'superseded' })
    expect(await second).toEqual({ kind: 'superseded' })
    expect(await third).toMatchObject({ kind: 'frame' })
    // The one in the middle never reached the engine.
    expect(test.engine.requests.map(({ seed }) => seed)).toEqual([7, 9])
  })

  it('stops for sure: what was under way is dropped, and its picture is gone', async () => {
    const test = await openStudio()
    await test.studio.live.frame(request())
    const begun = gate()
    test.engine.plan = (_request, { signal }) => {
      begun.resolve()
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error)),
      )
    }
    const running = test.studio.live.frame(request())
    await begun.promise
    await test.studio.live.stop()
    expect(await running).toEqual({ kind: 'superseded' })
    expect(await test.studio.pictures.preview('live-1')).toBeNull()
  })

  it('lets the queue go first', async () => {
    const test = await openStudio()
    const going = gate()
    test.engine.plan = () => going.promise
    const { jobId } = await test.studio.generation.start({ request: request(), placement: null })
    expect(await test.studio.live.frame(request())).toEqual({ kind: 'queue-first' })
    going.resolve()
    await test.ended(jobId)
    expect(await test.studio.live.frame(request())).toMatchObject({ kind: 'frame' })
  })

  it('keeps one picture with its record and its sources when asked to, and only the newest', async () => {
    const test = await openStudio()
    const [init, mask] = [await held(test, 200), await held(test, 255, 'mask')]
    await test.studio.live.frame(request({ init: init.sha256, mask: mask.sha256 }))
    const kept = await test.studio.live.keep(1)
    const asset = gallery(test).find(({ sha256 }) => sha256 === kept.sha256)
    expect(asset?.origin).toBe('generated')
    const file = await test.studio.pictures.picture(kept.sha256)
    const { record } = readRecord(file?.bytes ?? new Uint8Array())
    expect(record?.request.mask).toBe(kept.mask)
    expect(record?.parents.map(({ role }) => role)).toEqual(['init', 'mask'])
    for (const { sha256 } of record?.parents ?? []) {
      expect(await test.studio.pictures.picture(sha256)).not.toBeNull()
    }
    await test.studio.live.frame(request())
    await expect(test.studio.live.keep(1)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('says what is wrong with a request as the queue does', async () => {
    const test = await openStudio()
    await expect(test.studio.live.frame({ ...request(), steps: 0 })).rejects.toMatchObject({
      code: 'bad-request',
    })
  })
})
