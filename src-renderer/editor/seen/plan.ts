import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { reach } from '#shared/document/fill/reach.ts'
import { type Passes, passesFor } from '#shared/document/request-size.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Source } from '../draft.ts'
import { contextAround } from './context.ts'
import { contentsIn, emptyIn } from './coverage.ts'
import type { FillSettings } from './fill-settings.ts'
import type { Verb } from './verb.ts'
import { cropMask, maskBounds, maskIn } from './mask-in.ts'

/** What the button would do now, and what the model would see of the canvas. */
export interface SeenPlan {
  readonly verb: Verb
  /** The part of the canvas that is really cropped, and where the picture goes. */
  readonly context: Rectangle
  /** Of `context`, 255 is made anew; null where all of it is. */
  readonly mask: Uint8ClampedArray<ArrayBuffer> | null
  /** A part of the box is bare: it may be gone on with, or taken as paper. */
  readonly hasRoom: boolean
  /** Of `context`, 255 where nothing is yet and something must stand in; null where all is covered. */
  readonly empty: Uint8ClampedArray<ArrayBuffer> | null
  readonly passes: Passes
}

/** What is made anew reaches this far into a picture that is gone on with, so that no seam is left. */
const overlap = 8

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
  const whole = (verb: Verb, fromPicture: boolean, hasRoom = false): SeenPlan => {
    const passes = passesFor(box, nativeSize, fromPicture)
    return { verb, context: box, mask: null, hasRoom, empty: null, passes }
  }
  if (source.kind === 'nothing') return whole('generate', false)
  if (source.kind === 'recalled') return whole(source.mask === null ? 'refine' : 'fill', true)
  const contents = contentsIn(document, box)
  if (contents === 'nothing') return whole('generate', false)
  const hasRoom = contents !== 'picture'
  const goesOn = fill.emptyPart === 'auto' ? contents === 'picture with room' : fill.emptyPart === 'outpaint'
  const marked = maskIn(document, box)
  if (marked) return planFill(document, marked, { hasRoom, goesOn }, fill, nativeSize)
  if (!hasRoom || !goesOn) return whole('refine', true, hasRoom)
  const empty = emptyIn(document, box)
  return { ...whole('outpaint', true, true), empty, mask: roomWithOverlap(empty, box, fill, nativeSize) }
}

function planFill(
  document: CanvasDocument,
  marked: Uint8ClampedArray<ArrayBuffer>,
  { hasRoom, goesOn }: { readonly hasRoom: boolean; readonly goesOn: boolean },
  { invert, crop }: FillSettings,
  nativeSize: number,
): SeenPlan {
  const { box } = document
  const mask = invert ? marked.map((value) => 255 - value) : marked
  const bounds = maskBounds(mask, box)
  const context = crop && bounds ? contextAround(bounds, box, nativeSize) : box
  return {
    verb: 'fill',
    context,
    mask: cropMask(mask, box, context),
    hasRoom,
    // The paper under a sketch is white; the room beside a picture goes on with it.
    empty: hasRoom && goesOn ? emptyIn(document, context) : null,
    passes: passesFor(context, nativeSize, true),
  }
}

/** The overlap is 8 pixels of what the model works at, and more than the seam, so that no empty pixel stays clear. */
function roomWithOverlap(
  empty: Uint8ClampedArray<ArrayBuffer>,
  { width, height }: Rectangle,
  { roomFeather }: FillSettings,
  nativeSize: number,
): Uint8ClampedArray<ArrayBuffer> {
  const scale = Math.max(1, Math.sqrt(width * height) / nativeSize)
  return reach(empty, width, height, Math.max(Math.round(overlap * scale), roomFeather + 2))
}
