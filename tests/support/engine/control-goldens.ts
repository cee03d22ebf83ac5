import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineRequest, RgbPicture } from '#engine/engine.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { adapterRequest, type AdapterCase } from './adapter-goldens.ts'
import { goldenModel, type Goldens } from './goldens.ts'
import { loadStored, saveStored } from './safetensors.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A run of diffusers with ControlNets, LoRAs or embeddings on tiny-sd1 or tiny-sdxl. */
export interface ControlCase extends AdapterCase {
  readonly family: 'sd1' | 'sdxl'
  readonly controls: readonly {
    readonly scale: number
    readonly start: number
    readonly end: number
    readonly inverted: boolean
  }[]
}

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'golden', 'controls')
const weights = 'diffusion_pytorch_model.safetensors'

/** What `tests/fixtures/generate/controls.py` wrote. */
export async function readControlGoldens(): Promise<
  Pick<Goldens, 'tensor'> & { cases: readonly ControlCase[] }
> {
  const tensors = await readTensors(join(folder, 'goldens.safetensors'))
  const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { cases: ControlCase[] }
  return {
    cases,
    tensor(name) {
      const found = tensors.get(name)
      if (found === undefined) throw new Error(`No golden tensor ${name} in ${folder}.`)
      return found
    },
  }
}

/** The folder of a family's ControlNet; of tiny-sd1's, with the copy of the denoiser put beside what is its own. */
export function controlModel(family: ControlCase['family']): string {
  if (family === 'sdxl') return join(folder, 'sdxl')
  const whole = join(temporaryFolder(), 'control')
  cpSync(join(folder, 'sd1'), whole, { recursive: true })
  const own = loadStored(join(whole, weights))
  const copied = /^(conv_in|time_embedding|down_blocks|mid_block)\./
  for (const [name, tensor] of loadStored(join(goldenModel('tiny-sd1'), 'unet', weights)))
    if (copied.test(name)) own.set(name, tensor)
  saveStored(join(whole, weights), own)
  return whole
}

/** The request that must give a case's latents. */
export function controlRequest(
  goldens: Pick<Goldens, 'tensor'>,
  golden: ControlCase,
  modelPath: string,
): EngineRequest {
  const file = (name: string): string => join(folder, `${name}.safetensors`)
  return {
    ...adapterRequest(golden),
    modelPath: goldenModel(`tiny-${golden.family}`),
    init: golden.strength === null ? null : source(goldens, false),
    strength: golden.strength ?? 1,
    loras: golden.loras.map((lora) => ({ ...lora, file: file(lora.file) })),
    embeddings: golden.embeddings.map(file),
    controls: golden.controls.map(({ inverted, ...use }) => ({
      ...use,
      modelPath,
      image: source(goldens, inverted),
    })),
  }
}

function source({ tensor }: Pick<Goldens, 'tensor'>, inverted: boolean): RgbPicture {
  const { shape, data } = tensor('picture')
  const [height = 0, width = 0] = shape
  return { width, height, data: Uint8Array.from(data, (value) => (inverted ? 255 - value : value)) }
}
