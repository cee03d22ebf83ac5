import { describe, expect, it, onTestFinished } from 'vitest'
import { newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { sliceDocument } from '#shared/document/composite/slice.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { compositeAway } from '#editor/work/composite-away.ts'
import { jobs } from '#editor/work/jobs.ts'
import type { JobTable } from '#editor/work/messages.ts'
import { serveJobs } from '#editor/work/serve-jobs.ts'
import { type Hand, WorkerStopped, createWorkshop } from '#editor/work/workshop.ts'

/** A worker's thread is not needed to see its messages copied: both ends of a channel, and errors as a worker has. */
function hireFrom(table: JobTable) {
  const hired: { crash(why: string): void }[] = []
  const hire = (): Hand => {
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => port1.close())
    serveJobs(port2, table)
    port1.start()
    port2.start()
    const errors = new EventTarget()
    hired.push({ crash: (why) => errors.dispatchEvent(Object.assign(new Event('error'), { message: why })) })
    return {
      postMessage: (message, transfer) => port1.postMessage(message, transfer),
      addEventListener: (type: string, listener: (event: never) => void) =>
        (type === 'message' ? port1 : errors).addEventListener(type, listener as EventListener),
      terminate: () => port1.close(),
    }
  }
  return { hire, hired }
}

const table = {
  double: (values: Uint8Array) => values.map((value) => value * 2),
  fail: (why: string) => {
    throw new Error(why)
  },
}

function open() {
  const told: string[] = []
  const { hire, hired } = hireFrom(table)
  return { work: createWorkshop<typeof table>(hire, (why) => told.push(why)), hired, told }
}

describe('the workshop', () => {
  it('starts nobody before there is work, and one for all of it', async () => {
    const { work, hired } = open()
    expect(hired).toHaveLength(0)
    const both = [work.run('double', Uint8Array.of(1, 2)), work.run('double', Uint8Array.of(5))]
    expect(await Promise.all(both)).toEqual([Uint8Array.of(2, 4), Uint8Array.of(10)])
    expect(hired).toHaveLength(1)
  })

  it('copies what it is given, unless it is given away', async () => {
    const { work } = open()
    const kept = Uint8Array.of(1)
    await work.run('double', kept)
    expect(kept).toEqual(Uint8Array.of(1))
    await work.run('double', kept, kept)
    expect(kept).toHaveLength(0)
  })

  it('passes a job’s own error on and goes on working', async () => {
    const { work, told } = open()
    await expect(work.run('fail', 'no such colour')).rejects.toThrow('no such colour')
    await expect(work.run('nothing' as 'fail', '')).rejects.toThrow('knows no job "nothing"')
    expect(await work.run('double', Uint8Array.of(3))).toEqual(Uint8Array.of(6))
    expect(told).toEqual([])
  })

  it('says when the worker crashed, rejects what it was doing and starts another', async () => {
    const { work, hired, told } = open()
    const lost = work.run('double', Uint8Array.of(1))
    hired[0]?.crash('out of memory')
    await expect(lost).rejects.toThrow(WorkerStopped)
    expect(told).toEqual(['out of memory'])
    expect(await work.run('double', Uint8Array.of(3))).toEqual(Uint8Array.of(6))
    expect(hired).toHaveLength(2)
  })

  it('rejects what cannot be sent without losing its place', async () => {
    const { work } = open()
    await expect(work.run('double', (() => 1) as never)).rejects.toThrow()
    expect(await work.run('double', Uint8Array.of(4))).toEqual(Uint8Array.of(8))
  })
})

describe('the composite in the worker', () => {
  const area = { x: 0, y: 0, width: 700, height: 1300 }
  const block = Uint8ClampedArray.from({ length: area.width * area.height * 4 }, (_, i) => (i * 37) % 256)
  const layer = { ...newLayer('a', 'raster', 'a'), x: 3, y: -5, pixels: pixelsFrom(block, area, 4) }
  const blur = {
    ...newLayer('b', 'adjustment', 'b'),
    adjustment: { kind: 'blur', radius: 3 } as const,
  }
  const document = { ...newDocument('d', 700, 1300), order: ['a', 'b'], layers: { a: layer, b: blur } }

  it('gives the very bytes', async () => {
    const work = createWorkshop(hireFrom(jobs).hire, () => undefined)
    const away = await compositeAway(work, document, area)
    expect(Buffer.from(away).equals(Buffer.from(compositeArea(document, area)))).toBe(true)
  })

  it('sends no more tiles than it needs', () => {
    const slice = sliceDocument(document, { x: 0, y: 0, width: 100, height: 100 })
    expect(layer.pixels.tiles.size).toBe(18)
    expect(slice.layers.a?.pixels.tiles.size).toBe(1)
  })
})
