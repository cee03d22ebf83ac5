import { type Layer, type StagedCandidate, activeLayer, newLayer } from '#shared/document/canvas-document.ts'
import { changeCandidates, placeLayer } from '#shared/document/edits.ts'
import { withPicture } from '#shared/document/origins.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { StrokeBuffer } from '#editor/pixels/stroke-buffer.ts'
import { StrokePath } from '#editor/pixels/stroke-path.ts'
import type { Tip } from '#editor/session.ts'
import { groundOf } from '#editor/tools/paint-ground.ts'
import { mayChange } from '#editor/tools/paint-target.ts'
import { type Stroke, createStroking } from '#editor/tools/stroking.ts'
import type { ToolState } from '#editor/tools/tool.ts'
import { RevealInk } from '../reveal-ink.ts'

/** The chosen candidate's pixels, once they are here. */
export interface MixSource {
  readonly sha256: string
  readonly image: Pick<ImageData, 'width' | 'height' | 'data'>
}

/** Brushes the chosen candidate into a layer; the next one can go beside it, or over it. */
export function mixing(editor: Editor, source: Store<MixSource | null>): ToolState {
  return createStroking(editor, {
    labelKey: 'step.mix',
    start(_pointer, tip) {
      const { staged } = editor.session.get()
      const candidate = staged === null ? undefined : editor.document().candidates[staged]
      const picture = source.get()
      if (!candidate) {
        editor.say({ textKey: 'mix.choose' })
        return null
      }
      if (picture?.sha256 !== candidate.sha256) {
        editor.say({ textKey: 'mix.wait' })
        return null
      }
      const layer = mixLayer(editor, candidate)
      if (!layer) return null
      editor.update(changeCandidates([candidate.sha256], { used: true }))
      return startStroke(editor, layer, candidate, picture, tip)
    },
  })
}

/** The active layer if it is made of pictures already, else a new one on top. */
function mixLayer(editor: Editor, { prompt }: StagedCandidate): Layer | null {
  const active = activeLayer(editor.document())
  if (active?.kind === 'raster' && active.origins !== null) return mayChange(editor, active) ? active : null
  const layer = newLayer(editor.newId(), 'raster', prompt.trim().slice(0, 60))
  editor.update(placeLayer(layer, null, null))
  return layer
}

function startStroke(
  editor: Editor,
  layer: Layer,
  { bounds }: StagedCandidate,
  { sha256, image }: MixSource,
  tip: Tip,
): Stroke {
  const { pictures, number } = withPicture(layer.origins, sha256)
  const { width, height, data } = image
  const place = { x: bounds.x - layer.x, y: bounds.y - layer.y, width, height, data }
  const reveal = new RevealInk(place, layer.origins, number)
  const ground = groundOf(editor, layer)
  const { opacity, hardness } = tip
  const buffer = new StrokeBuffer({ ...ground, ink: reveal.ink, opacity, hardness })
  return {
    layer,
    buffer,
    path: new StrokePath(tip, ground.clip, (dab) => buffer.add(dab)),
    origins: () => ({ map: reveal.map(), pictures }),
  }
}
