import { statSync } from 'node:fs'
import type { ModelAdditions } from './adapters/additions.ts'
import type { EngineRequest } from './engine.ts'
import type { HashCache } from './models/model-hash.ts'
import type { DiffusionModel } from './networks/network.ts'
import { openModel } from './networks/open-model.ts'
import { createSessionPool } from './networks/session-pool.ts'
import { createPromptEncoder, type PromptEncoder } from './pipelines/prompt-encoder.ts'

/** An open model and the prompts that it has encoded. */
export interface HeldModel {
  readonly model: DiffusionModel
  readonly prompts: PromptEncoder
}

/** What of a request decides which model is held. */
export type HeldRequest = Pick<
  EngineRequest,
  'modelPath' | 'device' | 'precision' | 'attention' | 'regions' | 'regionMode' | keyof ModelAdditions
>

export interface ModelHolder {
  /** The model that a request asks for, with its additions: the one that is held, or another in its place. */
  hold(request: HeldRequest): Promise<HeldModel>
  /** Lets go of a model whose state is unknown after a failure, and of all memory. */
  release(): Promise<void>
}

/**
 * Keeps the last opened model, since most runs use the same. When another is asked for, or other LoRAs for the same,
 * the sessions that both have in common stay open; the others are closed before anything is loaded.
 */
export function createModelHolder(options: { threads?: number; hashes: HashCache }): ModelHolder {
  const sessions = createSessionPool()
  const clock = { ms: 0 }
  let held: { key: string; words: string; value: HeldModel } | null = null
  return {
    async release() {
      held = null
      await sessions.release()
      await sessions.sweep()
    },
    async hold(request) {
      const key = keyOf(request)
      if (held?.key === key) return held.value
      const { loras, embeddings, vae, tiling } = request
      const additions = { loras, embeddings, vae, tiling, controls: controlPaths(request) }
      const { device, precision } = request
      const model = await openModel(request.modelPath, {
        ...{ ...options, device, precision, additions, sessions, clock },
        watched: request.attention,
        coupled: isCoupled(request),
      })
      await sessions.sweep()
      const words = JSON.stringify([request.modelPath, embeddings, model.textKey])
      const prompts = held?.words === words ? held.value.prompts : createPromptEncoder(model)
      held = { key, words, value: { model, prompts } }
      return held.value
    },
  }
}

function isCoupled({ regions, regionMode }: HeldRequest): boolean {
  return regions.length > 0 && regionMode === 'attention'
}

function controlPaths({ controls }: HeldRequest): string[] {
  return controls.map(({ modelPath }) => modelPath)
}

/** A file that was trained again under its name is another file. */
function keyOf(request: HeldRequest): string {
  const { modelPath, device, precision, loras, embeddings, vae, tiling, attention } = request
  const controls = controlPaths(request)
  const files = [...loras.map(({ file }) => file), ...embeddings, ...(vae === null ? [] : [vae]), ...controls]
  const versions = files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return JSON.stringify([
    modelPath,
    device,
    precision,
    loras,
    embeddings,
    vae,
    tiling,
    attention,
    isCoupled(request),
    controls,
    versions,
  ])
}
