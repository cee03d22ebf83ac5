import type { EngineRequest } from '../engine.ts'

/** What changes a model's weights, words, autoencoder or edges; files as absolute paths, as a request names them. */
export type ModelAdditions = Pick<EngineRequest, 'loras' | 'embeddings' | 'vae' | 'tiling'> & {
  /** Paths of ControlNets. */
  readonly controls: readonly string[]
}

export const nothingAdded: ModelAdditions = {
  loras: [],
  embeddings: [],
  vae: null,
  controls: [],
  tiling: 'none',
}
