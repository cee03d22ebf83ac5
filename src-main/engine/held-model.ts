import type { DeviceName } from '#shared/entities/generation-request.ts'
import type { DiffusionModel } from './networks/network.ts'
import { openModel } from './networks/open-model.ts'
import { createPromptEncoder, type PromptEncoder } from './pipelines/prompt-encoder.ts'

/** An open model and the prompts that it has encoded. */
export interface HeldModel {
  readonly model: DiffusionModel
  readonly prompts: PromptEncoder
}

export interface ModelHolder {
  /** The model at this path on this device: the one that is held, or another in its place. */
  hold(path: string, device: DeviceName): Promise<HeldModel>
  /** Lets go of a model whose state is unknown after a failure, and of all memory. */
  release(): Promise<void>
}

/** Keeps the last opened model, since most runs use the same; another is opened only after it was released. */
export function createModelHolder(options: { threads?: number; hashes: Map<string, string> }): ModelHolder {
  let held: { key: string; value: HeldModel } | null = null
  const release = async (): Promise<void> => {
    const old = held
    held = null
    await old?.value.model.release()
  }
  return {
    release,
    async hold(path, device) {
      const key = JSON.stringify([path, device])
      if (held?.key === key) return held.value
      await release()
      const model = await openModel(path, { ...options, device })
      held = { key, value: { model, prompts: createPromptEncoder(model) } }
      return held.value
    },
  }
}
