import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { GenerationTask } from '#shared/entities/generation-request.ts'
import type { Source } from '#editor/draft.ts'
import { hasMask, hasPicture } from '#editor/flatten.ts'

/**
 * What the button would do now. Nothing in the box: a new picture. A picture in it: that one is refined. A mask
 * over it: only what the mask covers is filled.
 */
export function taskFor(document: CanvasDocument, source: Source): GenerationTask {
  switch (source.kind) {
    case 'nothing':
      return 'txt2img'
    case 'recalled':
      return source.mask === null ? 'img2img' : 'inpaint'
    case 'canvas':
      if (!hasPicture(document, document.box)) return 'txt2img'
      return hasMask(document, document.box) ? 'inpaint' : 'img2img'
  }
}

export const verbKeys: Readonly<Record<GenerationTask, string>> = {
  txt2img: 'verb.generate',
  img2img: 'verb.refine',
  inpaint: 'verb.fill',
}
