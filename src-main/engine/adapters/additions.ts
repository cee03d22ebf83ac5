import type { EngineRequest } from '../engine.ts'

/** Files that change a model's weights or words or stand for its autoencoder, as a request names them: absolute paths. */
export type ModelAdditions = Pick<EngineRequest, 'loras' | 'embeddings' | 'vae'> & {
  /** Paths of ControlNets. */
  readonly controls: readonly string[]
}

export const nothingAdded: ModelAdditions = { loras: [], embeddings: [], vae: null, controls: [] }
