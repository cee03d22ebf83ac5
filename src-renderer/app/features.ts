import { adjustments } from '#features/adjustments/index.ts'
import { box } from '#features/box/index.ts'
import { brush } from '#features/brush/index.ts'
import { createCandidateHistory } from '#features/candidate-history/index.ts'
import { createDocumentFeature } from '#features/document/index.ts'
import type { KnownPixels } from '#features/document/store-layers.ts'
import { eraser } from '#features/eraser/index.ts'
import type { Feature } from '#features/feature.ts'
import { createGallery } from '#features/gallery/index.ts'
import { generate } from '#features/generate/index.ts'
import { hand } from '#features/hand/index.ts'
import { createImporting } from '#features/import/index.ts'
import { createKeys } from '#features/keys/index.ts'
import { createLayeredFiles } from '#features/layered-files/index.ts'
import { layers } from '#features/layers/index.ts'
import { createManualFeature } from '#features/manual/index.ts'
import { maskBrush } from '#features/mask-brush/index.ts'
import { menu } from '#features/menu/index.ts'
import { createMix } from '#features/mix/index.ts'
import { move } from '#features/move/index.ts'
import { prompt } from '#features/prompt/index.ts'
import { createPaletteFeature } from '#features/palette/index.ts'
import { queue } from '#features/queue/index.ts'
import { regions } from '#features/regions/index.ts'
import { seen } from '#features/seen/index.ts'
import { createSettings } from '#features/settings/index.ts'
import { createStaging } from '#features/staging/index.ts'
import { undo } from '#features/undo/index.ts'
import { view } from '#features/view/index.ts'

/** All that Verso can do, in the order in which it stands in the window. */
export function listFeatures(known: KnownPixels): readonly Feature[] {
  const layeredFiles = createLayeredFiles()
  return [
    ...[move, hand, box, brush, eraser, maskBrush, createMix()],
    ...[
      undo,
      createImporting([layeredFiles.taker]),
      layeredFiles.feature,
      layers,
      adjustments,
      regions,
      prompt,
      generate,
      seen,
      createCandidateHistory(),
      createStaging(),
      queue,
    ],
    createDocumentFeature(known),
    view,
    createGallery(),
    createSettings(),
    ...[menu, createPaletteFeature(), createKeys(), createManualFeature()],
  ]
}
