import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { preFill } from '#shared/document/fill/pre-fill.ts'
import { flattenBox } from '../flatten.ts'
import type { FillSettings } from './fill-settings.ts'
import type { SeenPlan } from './plan.ts'

/** Pixels of `plan.context` as they are sent: RGBA, opaque. */
export interface SeenSources {
  readonly init: Uint8ClampedArray<ArrayBuffer> | null
  readonly mask: Uint8ClampedArray<ArrayBuffer> | null
}

/** The very pixels that the model gets of the canvas: pre-filled where it makes something new. */
export function seenSources(document: CanvasDocument, plan: SeenPlan, fill: FillSettings): SeenSources {
  const { verb, context, mask, empty } = plan
  if (verb === 'generate') return { init: null, mask: null }
  const { width, height } = context
  const init = flattenBox(document, context)
  if (verb === 'refine') return { init, mask: null }
  const block = { width, height, data: init }
  // Room goes on with what is beside it, whatever else is chosen for a mask.
  if (empty) preFill(block, empty, roomFill(plan, fill))
  if (mask && verb === 'fill') preFill(block, mask, fill.preFill)
  return { init, mask: mask && greyToRgba(mask) }
}

function roomFill({ verb }: SeenPlan, { preFill: how }: FillSettings): FillSettings['preFill'] {
  return verb === 'fill' || how === 'none' ? 'blur' : how
}

/** A byte a pixel as an opaque grey picture. */
export function greyToRgba(grey: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(grey.length * 4)
  for (let i = 0; i < grey.length; i++) {
    rgba.fill(grey[i] ?? 0, i * 4, i * 4 + 3)
    rgba[i * 4 + 3] = 255
  }
  return rgba
}
