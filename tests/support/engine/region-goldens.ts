import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineRequest, MaskPicture } from '#engine/engine.ts'
import type { SamplerName } from '#shared/entities/generation-request.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { tinyRequest } from './engine-requests.ts'
import { goldenModel, type Goldens } from './goldens.ts'

/** A run of diffusers with regions on tiny-sd1 or tiny-sdxl; `mask` names one of the stored masks. */
export interface RegionCase {
  readonly name: string
  readonly family: 'sd1' | 'sdxl'
  readonly mode: 'predictions' | 'attention'
  readonly sampler: SamplerName
  readonly steps: number
  readonly guidance: number
  readonly guidanceRescale: number
  readonly seed: number
  readonly prompt: string
  readonly negative: string
  readonly width: number
  readonly height: number
  readonly strength: number | null
  readonly regions: readonly { readonly prompt: string; readonly mask: string; readonly weight: number }[]
}

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'golden', 'regions')

/** What `tests/fixtures/generate/regions.py` wrote. */
export async function readRegionGoldens(): Promise<
  Pick<Goldens, 'tensor'> & { cases: readonly RegionCase[]; mask(name: string): MaskPicture }
> {
  const tensors = await readTensors(join(folder, 'goldens.safetensors'))
  const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { cases: RegionCase[] }
  const tensor: Goldens['tensor'] = (name) => {
    const found = tensors.get(name)
    if (found === undefined) throw new Error(`No golden tensor ${name} in ${folder}.`)
    return found
  }
  const mask = (name: string): MaskPicture => {
    const { shape, data } = tensor(`mask.${name}`)
    return { width: shape[1]!, height: shape[0]!, data: Uint8Array.from(data) }
  }
  return { cases, tensor, mask }
}

/** The request that must give a case's latents. */
export function regionRequest(
  { tensor, mask }: Awaited<ReturnType<typeof readRegionGoldens>>,
  golden: RegionCase,
): EngineRequest {
  const { family, mode, guidance, negative, strength, regions, name: _name, ...same } = golden
  const picture = { width: 64, height: 64, data: Uint8Array.from(tensor('picture').data) }
  return tinyRequest({
    ...same,
    modelPath: goldenModel(`tiny-${family}`),
    regionMode: mode,
    guidanceScale: guidance,
    negativePrompt: negative,
    init: strength === null ? null : picture,
    strength: strength ?? 1,
    regions: regions.map((region) => ({ ...region, mask: mask(region.mask) })),
  })
}
