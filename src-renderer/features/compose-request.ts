import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { Placement } from '#shared/entities/job.ts'
import { mostRegions, type RegionUse } from '#shared/entities/request-additions.ts'
import { type Result, err, ok } from '#shared/result.ts'
import type { Upload } from '#client/uploads.ts'
import type { Draft } from '#editor/draft.ts'
import { regionsIn } from '#editor/regions.ts'
import type { FillSettings } from '#editor/seen/fill-settings.ts'
import { toPlacement } from '#editor/seen/placement.ts'
import type { SeenPlan } from '#editor/seen/plan.ts'
import { requestFor } from '#editor/seen/request-for.ts'
import { type SeenSources, greyToRgba, seenSources } from '#editor/seen/sources.ts'

export interface ComposedRequest {
  readonly request: GenerationRequest
  readonly placement: Placement
}

/** One request out of the panel and what the model sees of the canvas; the pixels are stored on the way. */
export async function composeRequest(
  document: CanvasDocument,
  draft: Draft,
  plan: SeenPlan,
  fill: FillSettings,
  upload: Upload,
): Promise<Result<ComposedRequest>> {
  const placement = toPlacement(document, plan, fill)
  const { source } = draft
  if (source.kind === 'recalled') {
    return ok({ request: { ...draft.request, init: source.init, mask: source.mask }, placement })
  }
  const pictures = await storeSources(seenSources(document, plan, fill), plan, upload)
  if (!pictures.ok) return pictures
  const regions = await regionsFor(document, draft, plan, upload)
  if (!regions.ok) return regions
  const request = { ...requestFor(draft, plan, fill), ...pictures.value, regions: regions.value }
  return ok({ request, placement })
}

/** The canvas's regions within what the model sees, or those of the picture that was recalled. */
async function regionsFor(
  document: CanvasDocument,
  { request, regionsRecalled }: Draft,
  { context }: SeenPlan,
  upload: Upload,
): Promise<Result<RegionUse[]>> {
  if (regionsRecalled === true) return ok(request.regions)
  const found = regionsIn(document, context)
  if (found.length > mostRegions) {
    const message = `${found.length} regions lie in the box, and ${mostRegions} are possible. Hide or merge some.`
    return err({ code: 'bad-request', message, subject: 'regions' })
  }
  const regions: RegionUse[] = []
  for (const { prompt, weight, coverage, width, height } of found) {
    const bytes = greyToRgba(coverage).buffer
    const asset = await upload({ kind: 'rgba', origin: 'mask', width, height, bytes })
    if (!asset.ok) return asset
    regions.push({ prompt, weight, mask: asset.value.sha256 })
  }
  return ok(regions)
}

async function storeSources(
  { init, mask }: SeenSources,
  { context }: SeenPlan,
  upload: Upload,
): Promise<Result<Pick<GenerationRequest, 'init' | 'mask'>>> {
  const { width, height } = context
  const store = async (origin: 'canvas' | 'mask', pixels: SeenSources['init']) => {
    if (pixels === null) return ok(null)
    const asset = await upload({ kind: 'rgba', origin, width, height, bytes: pixels.buffer })
    return asset.ok ? ok(asset.value.sha256) : asset
  }
  const stored = await store('canvas', init)
  if (!stored.ok) return stored
  const masked = await store('mask', mask)
  return masked.ok ? ok({ init: stored.value, mask: masked.value }) : masked
}
