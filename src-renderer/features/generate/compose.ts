import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { Placement } from '#shared/entities/job.ts'
import { type Result, ok } from '#shared/result.ts'
import type { Upload } from '#client/uploads.ts'
import type { Draft } from '#editor/draft.ts'
import { flattenBox, flattenMask } from '#editor/flatten.ts'
import { taskFor } from './verb.ts'

export interface ComposedRequest {
  readonly request: GenerationRequest
  readonly placement: Placement
}

type Sources = Pick<GenerationRequest, 'init' | 'mask'>

/** One request out of the prompt panel and what lies in the box; the pixels are stored on the way. */
export async function composeRequest(
  document: CanvasDocument,
  draft: Draft,
  upload: Upload,
): Promise<Result<ComposedRequest>> {
  const sources = await storeSources(document, draft, upload)
  if (!sources.ok) return sources
  const placement = { documentId: document.id, ...document.box }
  return ok({ request: { ...draft.request, ...sources.value }, placement })
}

async function storeSources(
  document: CanvasDocument,
  draft: Draft,
  upload: Upload,
): Promise<Result<Sources>> {
  const { source } = draft
  if (source.kind === 'recalled') return ok({ init: source.init, mask: source.mask })
  const task = taskFor(document, source)
  if (task === 'txt2img') return ok({ init: null, mask: null })
  const { box } = document
  const init = await store(upload, 'canvas', box, flattenBox(document, box))
  if (!init.ok) return init
  if (task === 'img2img') return ok({ init: init.value, mask: null })
  const mask = await store(upload, 'mask', box, greyToRgba(flattenMask(document, box)))
  return mask.ok ? ok({ init: init.value, mask: mask.value }) : mask
}

async function store(
  upload: Upload,
  origin: 'canvas' | 'mask',
  { width, height }: { width: number; height: number },
  pixels: Uint8ClampedArray<ArrayBuffer>,
): Promise<Result<string>> {
  const asset = await upload({ kind: 'rgba', origin, width, height, bytes: pixels.buffer })
  return asset.ok ? ok(asset.value.sha256) : asset
}

function greyToRgba(grey: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(grey.length * 4)
  for (let i = 0; i < grey.length; i++) {
    rgba.fill(grey[i] ?? 0, i * 4, i * 4 + 3)
    rgba[i * 4 + 3] = 255
  }
  return rgba
}
