import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { reach } from '#shared/document/fill/reach.ts'
import { type Passes, passesFor } from '#shared/document/request-size.ts'
import type { GenerationTask } from '#shared/entities/generation-request.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Source } from '../draft.ts'
import { contextAround } from './context.ts'
import { coveredIn } from './coverage.ts'
import type { FillSettings } from './fill-settings.ts'
import { cropMask, maskBounds, maskIn } from './mask-in.ts'

export type Verb = 'generate' | 'refine' | 'fill' | 'outpaint'

/** What the button would do now, and what the model would see of the canvas. */
export interface SeenPlan {
  readonly verb: Verb
  /** The part of the canvas that is really cropped, and where the picture goes. */
  readonly context: Rectangle
  /** Of `context`, 255 is made anew; null where all of it is. */
  readonly mask: Uint8ClampedArray<ArrayBuffer> | null
  /** Of `context`, 255 where nothing is yet; null where all is covered, or nothing of it is looked at. */
  readonly empty: Uint8ClampedArray<ArrayBuffer> | null
  readonly passes: Passes
}

/** What is made anew reaches this far into a picture that is gone on with, so that no seam is left. */
const overlap = 8

export function taskOfVerb(verb: Verb): GenerationTask {
  if (verb === 'generate') return 'txt2img'
  return verb === 'refine' ? 'img2img' : 'inpaint'
}

/**
 * Nothing in the box: a new picture. A picture: it is refined. A mask or a selection over it: that is filled. A
 * picture with room beside it, on the page or beyond it: it is gone on with.
 */
export function planSeen(
  document: CanvasDocument,
  source: Source,
  fill: FillSettings,
  nativeSize: number,
): SeenPlan {
  const { box } = document
  const whole = (verb: Verb, fromPicture: boolean): SeenPlan => {
    const passes = passesFor(box, nativeSize, fromPicture)
    return { verb, context: box, mask: null, empty: null, passes }
  }
  if (source.kind === 'nothing') return whole('generate', false)
  if (source.kind === 'recalled') return whole(source.mask === null ? 'refine' : 'fill', true)
  const { contents, empty } = coveredIn(document, box)
  if (contents === 'nothing') return whole('generate', false)
  const marked = maskIn(document, box)
  if (marked) return planFill(marked, empty, box, fill, nativeSize)
  const goesOn = fill.emptyPart === 'auto' ? contents === 'picture with room' : fill.emptyPart === 'outpaint'
  if (empty && goesOn)
    return { ...whole('outpaint', true), empty, mask: roomWithOverlap(empty, box, fill, nativeSize) }
  return { ...whole('refine', true), empty }
}

function planFill(
  marked: Uint8ClampedArray<ArrayBuffer>,
  empty: SeenPlan['empty'],
  box: Rectangle,
  { invert, crop }: FillSettings,
  nativeSize: number,
): SeenPlan {
  const mask = invert ? marked.map((value) => 255 - value) : marked
  const bounds = maskBounds(mask, box)
  const context = crop && bounds ? contextAround(bounds, box, nativeSize) : box
  return {
    verb: 'fill',
    context,
    mask: cropMask(mask, box, context),
    empty: empty && cropMask(empty, box, context),
    passes: passesFor(context, nativeSize, true),
  }
}

/** The overlap is 8 pixels of what the model works at, and more than the seam, so that no empty pixel stays clear. */
function roomWithOverlap(
  empty: Uint8ClampedArray<ArrayBuffer>,
  { width, height }: Rectangle,
  { feather }: FillSettings,
  nativeSize: number,
): Uint8ClampedArray<ArrayBuffer> {
  const scale = Math.max(1, Math.sqrt(width * height) / nativeSize)
  return reach(empty, width, height, Math.max(Math.round(overlap * scale), feather + 2))
}
