import { expectTypeOf, it } from 'vitest'
import type { Layer, StagedCandidate } from '#shared/document/canvas-document.ts'
import type { Page } from '#shared/document/document-diff.ts'
import type { Facts } from '#shared/document/storage/planes.ts'
import type { CandidateFacts, LayerFacts, PageFacts } from '#shared/entities/document/stored-canvas.ts'

// A field of the document without its line in the schema would be lost over a restart; the type check says so here.
it('everything a document holds is stored', () => {
  expectTypeOf<Facts<Layer>>().toEqualTypeOf<LayerFacts>()
  expectTypeOf<Facts<Page>>().toEqualTypeOf<PageFacts>()
  expectTypeOf<Facts<StagedCandidate>>().toEqualTypeOf<CandidateFacts>()
})
