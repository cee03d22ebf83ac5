import { adjustments } from '#features/adjustments/index.ts'
import { box } from '#features/box/index.ts'
import { brush } from '#features/brush/index.ts'
import { createCandidateHistory } from '#features/candidate-history/index.ts'
import { clone } from '#features/clone/index.ts'
import { createClipboard } from '#features/clipboard/index.ts'
import { createCropFeature } from '#features/crop/index.ts'
import { createDescribe } from '#features/describe/index.ts'
import { createDocumentFeature } from '#features/document/index.ts'
import type { LoadedDocument } from '#features/document/load-document.ts'
import { eraser } from '#features/eraser/index.ts'
import type { Feature } from '#features/feature.ts'
import { fill } from '#features/fill/index.ts'
import { createGalleryView } from '#features/gallery/gallery-state.ts'
import { createGallery } from '#features/gallery/index.ts'
import { generate } from '#features/generate/index.ts'
import { gesture } from '#features/gesture/index.ts'
import { gradient } from '#features/gradient/index.ts'
import { createGrids } from '#features/grids/index.ts'
import { hand } from '#features/hand/index.ts'
import { createImporting } from '#features/import/index.ts'
import { createKeys } from '#features/keys/index.ts'
import { createLassoFeature } from '#features/lasso/index.ts'
import { createLayeredFiles } from '#features/layered-files/index.ts'
import { layers } from '#features/layers/index.ts'
import { createLive } from '#features/live/index.ts'
import { createManualFeature } from '#features/manual/index.ts'
import { createMarquees } from '#features/marquee/index.ts'
import { maskBrush } from '#features/mask-brush/index.ts'
import { menu } from '#features/menu/index.ts'
import { createMix } from '#features/mix/index.ts'
import { move } from '#features/move/index.ts'
import { createPrompt } from '#features/prompt/index.ts'
import { createPaletteFeature } from '#features/palette/index.ts'
import { picker } from '#features/picker/index.ts'
import { createPolygonFeature } from '#features/polygon/index.ts'
import { createQueueFeature } from '#features/queue/index.ts'
import { regions } from '#features/regions/index.ts'
import { seen } from '#features/seen/index.ts'
import { createSelection } from '#features/selection/index.ts'
import { createSettings } from '#features/settings/index.ts'
import { shapes } from '#features/shapes/index.ts'
import { smudge } from '#features/smudge/index.ts'
import { createStaging } from '#features/staging/index.ts'
import { createText } from '#features/text/index.ts'
import { createTransformFeature } from '#features/transform/index.ts'
import { undo } from '#features/undo/index.ts'
import { view } from '#features/view/index.ts'
import { createWandFeature } from '#features/wand/index.ts'
import { plainSelecting } from '#editor/selecting/settings.ts'
import { createStore } from '#shared/store.ts'

/** All that Verso can do, in the order in which it stands in the window. */
export function listFeatures(first: LoadedDocument): readonly Feature[] {
  const layeredFiles = createLayeredFiles()
  const documents = createDocumentFeature(first)
  const prompt = createPrompt()
  const galleryView = createGalleryView()
  const selecting = createStore(plainSelecting)
  return [
    ...[move, hand, box, brush, eraser, maskBrush, createMix()],
    ...[fill, gradient, clone, smudge, shapes, createText()],
    ...[...createMarquees(selecting), createLassoFeature(selecting), createPolygonFeature(selecting)],
    ...[createWandFeature(selecting), picker, createCropFeature(), createTransformFeature()],
    ...[gesture, createSelection(), createClipboard()],
    ...[
      undo,
      createImporting([layeredFiles.taker, documents.taker], [prompt.place]),
      layeredFiles.feature,
      layers,
      adjustments,
      regions,
      prompt.feature,
      generate,
      seen,
      createLive(),
      createCandidateHistory(),
      createStaging(),
      createQueueFeature(),
    ],
    documents.feature,
    view,
    createGallery(galleryView),
    createDescribe(() => galleryView.get().current),
    createGrids((shown) => galleryView.set((value) => ({ ...value, shown }))),
    createSettings(),
    ...[menu, createPaletteFeature(), createKeys(), createManualFeature()],
  ]
}
