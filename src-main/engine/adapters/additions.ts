import type { EngineRequest } from '../engine.ts'

/** Files that change a model's weights or words, as a request names them: absolute paths. */
export type ModelAdditions = Pick<EngineRequest, 'loras' | 'embeddings'>

export const nothingAdded: ModelAdditions = { loras: [], embeddings: [] }
