import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { toFloats } from '../weights/read-tensor.ts'
import { openWeights, readBytes } from '../weights/weight-source.ts'
import type { StoredTensor } from '../weights/weight-source.ts'
import { parseLoraKey } from './lora-key.ts'
import type { LoraKey, LoraPart, NetworkName } from './lora-key.ts'
import { readLoraMetadata } from './lora-metadata.ts'
import type { LoraMetadata } from './lora-metadata.ts'

/** What a LoRA's file adds to one layer. */
export interface LoraLayer {
  readonly network: NetworkName
  /** As the file calls it, dots as underscores. */
  readonly name: string
  readonly parts: ReadonlyMap<LoraPart, StoredTensor>
  /** The number under `alpha`; null where the file has none. */
  readonly alpha: number | null
}

export interface LoraFile {
  readonly path: string
  readonly layers: readonly LoraLayer[]
  readonly metadata: LoraMetadata
}

/** Opens a LoRA, reads its header and its alphas. Throws for what is no LoRA, naming what is in the way. */
export async function openLora(path: string): Promise<LoraFile> {
  const { tensors } = await openWeights(path, [path])
  const unknown = [...tensors.keys()].filter((name) => parseLoraKey(name) === null)
  if (unknown.length > 0) throw notALora(path, unknown, tensors.size)
  const grouped = new Map<string, { key: LoraKey; parts: Map<LoraPart, StoredTensor> }>()
  for (const [name, tensor] of tensors) {
    const key = parseLoraKey(name)!
    const id = `${key.network} ${key.layer}`
    const group = grouped.get(id) ?? { key, parts: new Map<LoraPart, StoredTensor>() }
    group.parts.set(key.part, tensor)
    grouped.set(id, group)
  }
  const alphas = await readScalars(
    path,
    [...grouped].flatMap(([id, { parts }]) =>
      parts.has('alpha') ? [[id, parts.get('alpha')!] as const] : [],
    ),
  )
  const layers = [...grouped].map(([id, { key, parts }]) => ({
    ...{ network: key.network, name: key.layer, parts },
    alpha: alphas.get(id) ?? null,
  }))
  return { path, layers, metadata: await readLoraMetadata(path) }
}

/** The number in each of some one-element tensors. */
async function readScalars(
  path: string,
  wanted: readonly (readonly [string, StoredTensor])[],
): Promise<ReadonlyMap<string, number>> {
  const values = new Map<string, number>()
  const handle = await open(path, 'r')
  try {
    for (const [id, tensor] of wanted) {
      const [value] = toFloats(
        path,
        tensor,
        await readBytes(handle, tensor.offset, Math.min(tensor.length, 8)),
      )
      if (value === undefined || !Number.isFinite(value))
        throw new VersoError(
          'model-damaged',
          `${path}: the alpha of ${id} is no number. Get the file again.`,
          {
            subject: path,
          },
        )
      values.set(id, value)
    }
  } finally {
    await handle.close()
  }
  return values
}

/** How the kinds that the engine cannot add are told, and what they are called. */
const otherKinds: readonly (readonly [RegExp, string])[] = [
  [/hada_t[12]|lokr_t2/, 'a LoHa or LoKr in Tucker form'],
  [/oft_blocks|oft_diag|oft_r/, 'an OFT or BOFT'],
  [/\b[ab][12]\.weight$/, 'a GLoRA'],
  [/on_input/, 'an IA³'],
  [/^(?:model\.diffusion_model|first_stage_model|cond_stage_model)\./, 'a whole model'],
  [/controlnet_|control_model\.|input_hint_block/, 'a ControlNet'],
  [/^emb_params$|^clip_[lg]$|string_to_param/, 'a textual inversion'],
]

function notALora(path: string, unknown: readonly string[], total: number): VersoError {
  const kind = otherKinds.find(([pattern]) => unknown.some((name) => pattern.test(name)))?.[1]
  const names = listed(unknown)
  const found = `${unknown.length} of the ${total} tensors in ${basename(path)} are none that a LoRA has (${names})`
  const what = kind === undefined ? '' : `; it seems to be ${kind}, which cannot be used as a LoRA`
  return new VersoError(
    'model-unsupported',
    `${found}${what}. Choose a LoRA, LoCon, LoHa, LoKr or DoRA in .safetensors.`,
    {
      subject: path,
    },
  )
}

/** The first three of some names, and how many there are besides. */
export function listed(names: readonly string[]): string {
  const first = names.slice(0, 3).map((name) => name.slice(0, 120))
  const more = names.length - first.length
  return `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
