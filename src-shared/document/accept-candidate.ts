import {
  type CanvasDocument,
  type Layer,
  type StagedCandidate,
  layersOf,
  newLayer,
} from './canvas-document.ts'
import { coverWithPage } from './cover-with-page.ts'
import { type Edit, changeCandidates, changeLayer, placeLayer, sequence } from './edits.ts'
import { originsOfPicture } from './origins.ts'
import { isEmptyIn, pixelsFrom } from './pixel-transfer.ts'

/** A candidate's pixels at the size of its bounds: RGBA, straight alpha. */
export interface CandidateImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** The layer that a candidate would become; each of its pixels knows where it came from. */
export function layerOf(
  id: string,
  { bounds, prompt, sha256 }: StagedCandidate,
  image: CandidateImage,
): Layer {
  const { width, height } = image
  const data = new Uint8ClampedArray(image.data)
  const pixels = pixelsFrom(data, { x: 0, y: 0, width, height }, 4)
  const origins = originsOfPicture(data, { width, height }, sha256)
  const name = prompt.trim().slice(0, 60)
  return { ...newLayer(id, 'raster', name), x: bounds.x, y: bounds.y, pixels, origins }
}

/** On top of all, since the model saw all; the page grows where the candidate goes beyond it. */
export function acceptEdit(candidate: StagedCandidate, layer: Layer): Edit {
  return (document) =>
    sequence(
      ...(candidate.mask === null ? [] : hideMasks(document, candidate)),
      placeLayer(layer, null, null),
      changeCandidates([candidate.sha256], { place: 'history', used: true }),
      coverWithPage(candidate.bounds),
    )(document)
}

/** A filled mask has done its work and would only tint what it made. */
function hideMasks(document: CanvasDocument, { bounds }: StagedCandidate): Edit[] {
  const there = ({ x, y, pixels }: Layer) =>
    !isEmptyIn(pixels, { ...bounds, x: bounds.x - x, y: bounds.y - y })
  const masks = layersOf(document).filter((layer) => layer.kind === 'mask' && there(layer))
  return masks.map(({ id }) => changeLayer(id, { visible: false }))
}
