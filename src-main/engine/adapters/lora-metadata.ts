import { open } from 'node:fs/promises'
import { z } from 'zod'
import { headerLength } from '../weights/safetensors-header.ts'
import { readBytes } from '../weights/weight-source.ts'
import type { NetworkName } from './lora-key.ts'

/** What a LoRA's file says about itself beside its tensors. */
export interface LoraMetadata {
  /** The base model that its trainer wrote down; null where it wrote none. */
  readonly base: string | null
  /** alpha / rank of a layer (dots as underscores) by PEFT's settings, which diffusers stores; null: none stored. */
  factorOf(network: NetworkName, layer: string, rank: number): number | null
}

const Numbers = z.record(z.string(), z.number())
const Settings = z.record(z.string(), z.unknown())

/** Reads the strings under `__metadata__`; damaged ones count as absent. */
export async function readLoraMetadata(file: string): Promise<LoraMetadata> {
  const texts = await readTexts(file)
  const base = texts['ss_base_model_version'] ?? texts['modelspec.architecture'] ?? null
  const settings = parseSettings(texts['lora_adapter_metadata'])
  return {
    base,
    factorOf(network, layer, rank) {
      const of = (key: string): unknown => settings[`${network}.${key}`]
      const usual = of('lora_alpha')
      if (typeof usual !== 'number') return null
      const pattern = Numbers.safeParse(of('alpha_pattern') ?? {})
      const own = Object.entries(pattern.success ? pattern.data : {}).find(([name]) => {
        const key = name.replaceAll('.', '_')
        return layer === key || layer.endsWith(`_${key}`)
      })
      const alpha = own?.[1] ?? usual
      return of('use_rslora') === true ? alpha / Math.sqrt(rank) : alpha / rank
    },
  }
}

async function readTexts(file: string): Promise<Readonly<Record<string, string>>> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const length = headerLength(file, await readBytes(handle, 0, 8), size)
    const header = z
      .object({ __metadata__: z.record(z.string(), z.string()).default({}) })
      .safeParse(JSON.parse(new TextDecoder().decode(await readBytes(handle, 8, length))))
    return header.success ? header.data.__metadata__ : {}
  } finally {
    await handle.close()
  }
}

function parseSettings(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  try {
    return Settings.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
