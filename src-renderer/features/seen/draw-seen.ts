import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { clipAlpha } from '#shared/document/mask-clip.ts'
import { type FillSettings, featherOf } from '#editor/seen/fill-settings.ts'
import type { SeenPlan } from '#editor/seen/plan.ts'
import { seenSources } from '#editor/seen/sources.ts'

/** How strongly the part to be made anew is tinted, 0 … 1. */
const tintShare = 0.35

/**
 * What the model gets of the canvas, as width × height × 4 bytes: pre-filled as it is sent, tinted as strongly as the
 * new picture will cover, and clear where nothing changes. Null where nothing of it is shown: it is the canvas itself.
 */
export function drawSeen(
  document: CanvasDocument,
  plan: SeenPlan,
  fill: FillSettings,
  tint: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> | null {
  const { init } = seenSources(document, plan, fill)
  if (!init || !plan.mask) return null
  const { width, height } = plan.context
  const cover = clipAlpha(plan.mask, width, height, featherOf(plan.verb, fill))
  for (let pixel = 0; pixel < cover.length; pixel++) {
    const at = pixel * 4
    const share = ((cover[pixel] ?? 0) / 255) * tintShare
    for (let i = 0; i < 3; i++) init[at + i] = (init[at + i] ?? 0) * (1 - share) + (tint[i] ?? 0) * share
    init[at + 3] = (plan.mask[pixel] ?? 0) > 127 ? 255 : 0
  }
  return init
}
