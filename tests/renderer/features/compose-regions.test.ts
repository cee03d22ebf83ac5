import { expect, it } from 'vitest'
import { type CanvasDocument, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, sequence } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { ok } from '#shared/result.ts'
import type { Upload } from '#client/uploads.ts'
import { newDraft, type Draft } from '#editor/draft.ts'
import { defaultFill } from '#editor/seen/fill-settings.ts'
import { planSeen } from '#editor/seen/plan.ts'
import { composeRequest } from '#features/compose-request.ts'

const side = 64

function documentWith(count: number): CanvasDocument {
  const regions = Array.from({ length: count }, (_, at) => {
    const area = { x: at * 4, y: 0, width: 8, height: side }
    const pixels = pixelsFrom(new Uint8ClampedArray(8 * side).fill(200), area, 1)
    return {
      ...newLayer(`region-${at}`, 'region', 'Region'),
      pixels,
      region: { prompt: `part ${at}`, weight: 1.5 },
    }
  })
  return sequence(...regions.map(addLayer))(newDocument('document', side, side))
}

async function compose(document: CanvasDocument, draft: Draft = newDraft(1)) {
  const stored: { width: number; height: number; bytes: Uint8Array }[] = []
  const upload = (async (message: { width: number; height: number; bytes: ArrayBuffer }) => {
    stored.push({ ...message, bytes: new Uint8Array(message.bytes) })
    return ok({ sha256: String(stored.length).padStart(64, '0') })
  }) as unknown as Upload
  const plan = planSeen(document, draft.source, defaultFill, 256)
  return { composed: await composeRequest(document, draft, plan, defaultFill, upload), stored }
}

it('regions go along with the request, as opaque grey pictures of what the model sees', async () => {
  const { composed, stored } = await compose(documentWith(2))
  expect(composed.ok && composed.value.request.regions).toEqual([
    { prompt: 'part 1', weight: 1.5, mask: '1'.padStart(64, '0') },
    { prompt: 'part 0', weight: 1.5, mask: '2'.padStart(64, '0') },
  ])
  const [first] = stored
  expect([first?.width, first?.height]).toEqual([side, side])
  expect([...first!.bytes.subarray(0, 4), ...first!.bytes.subarray(16, 20)]).toEqual([
    ...[0, 0, 0, 255],
    ...[200, 200, 200, 255],
  ])
})

it('a canvas without regions sends none, whatever stood in the request', async () => {
  const draft = newDraft(1)
  const stale = { ...draft.request, regions: [{ prompt: 'old', weight: 1, mask: 'a'.repeat(64) }] }
  const { composed } = await compose(documentWith(0), { ...draft, request: stale })
  expect(composed.ok && composed.value.request.regions).toEqual([])
})

it('a recalled picture is made again with its own regions, not with those of the canvas', async () => {
  const draft = newDraft(1)
  const regions = [{ prompt: 'old', weight: 1, mask: 'a'.repeat(64) }]
  for (const own of [regions, []]) {
    const recalled = { ...draft, request: { ...draft.request, regions: own }, regionsRecalled: true }
    const { composed, stored } = await compose(documentWith(2), recalled)
    expect(composed.ok && composed.value.request.regions).toEqual(own)
    expect(stored).toEqual([])
  }
})

it('more regions than are possible are refused with the way out, before anything is stored', async () => {
  const { composed, stored } = await compose(documentWith(9))
  expect(composed).toMatchObject({ ok: false, error: { code: 'bad-request', subject: 'regions' } })
  expect(!composed.ok && composed.error.message).toMatch(/9 regions.* 8 .*Hide or merge/)
  expect(stored).toEqual([])
})
