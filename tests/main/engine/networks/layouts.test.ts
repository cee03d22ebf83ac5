import { cpSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DiffusionModel } from '#engine/networks/network.ts'
import { openModel } from '#engine/networks/open-model.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { errorInDeviations, readGoldens, tinyModel } from '#tests/support/engine/goldens.ts'
import type { Goldens } from '#tests/support/engine/goldens.ts'
import { loadStored, rewriteStored, saveStored } from '#tests/support/engine/safetensors.ts'
import type { Stored } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const unetFile = 'unet/diffusion_pytorch_model.safetensors'
const vaeFile = 'vae/diffusion_pytorch_model.safetensors'
const textFile = 'text_encoder/model.safetensors'

type Outputs = Record<'states' | 'prediction' | 'mean' | 'decoded', Tensor>

let goldens: Goldens
let expected: Outputs

beforeAll(async () => {
  goldens = await readGoldens('tiny-sd1')
  expected = await outputsOf(tinyModel)
})

async function outputsOf(path: string): Promise<Outputs> {
  const model: DiffusionModel = await openModel(path, { device: 'cpu', threads: 1 })
  try {
    const ids = goldens.tensor('text.ids')
    const rows = [Int32Array.from(ids.data.subarray(0, 77)), Int32Array.from(ids.data.subarray(77))]
    const { states } = await model.textEncoders[0]!.encode(rows, rows)
    const prediction = await model.denoiser.predict(goldens.tensor('unet.wide.sample'), 481, {
      context: states,
    })
    const { mean } = await model.autoencoder.encode(goldens.tensor('vae.pixels'))
    const decoded = await model.autoencoder.decode(goldens.tensor('vae.latents'))
    return { states, prediction, mean, decoded }
  } finally {
    await model.release()
  }
}

function renamed(rename: (name: string) => string): (stored: Stored) => Stored {
  return (stored) => new Map([...stored].map(([name, tensor]) => [rename(name), tensor]))
}

function inShards(folder: string): void {
  const stored = [...loadStored(join(folder, unetFile))]
  const parts = [stored.slice(0, 100), stored.slice(100)]
  const weightMap: Record<string, string> = {}
  parts.forEach((part, index) => {
    const name = `diffusion_pytorch_model-0000${index + 1}-of-00002.safetensors`
    saveStored(join(folder, 'unet', name), new Map(part))
    for (const [tensor] of part) weightMap[tensor] = name
  })
  writeFileSync(
    join(folder, `${unetFile}.index.json`),
    JSON.stringify({ metadata: {}, weight_map: weightMap }),
  )
  rmSync(join(folder, unetFile))
}

const older = { to_q: 'query', to_k: 'key', to_v: 'value', 'to_out.0': 'proj_attn' }
const olderName = (name: string): string =>
  Object.entries(older).reduce(
    (text, [now, then]) => text.replace(`attentions.0.${now}.`, `attentions.0.${then}.`),
    name,
  )

const layouts: [string, (folder: string) => void][] = [
  ['shards with an index', inShards],
  [
    'an fp16 variant',
    (folder) => renameSync(join(folder, unetFile), join(folder, unetFile.replace('.safe', '.fp16.safe'))),
  ],
  [
    'a text encoder saved before transformers 5',
    (folder) =>
      rewriteStored(
        join(folder, textFile),
        renamed((name) => `text_model.${name}`),
      ),
  ],
  [
    'an autoencoder saved before diffusers 0.15',
    (folder) => rewriteStored(join(folder, vaeFile), renamed(olderName)),
  ],
  [
    'attention of an autoencoder kept as 1 × 1 convolutions',
    (folder) =>
      rewriteStored(
        join(folder, vaeFile),
        (stored) =>
          new Map(
            [...stored].map(([name, tensor]) => [
              name,
              /to_.*weight/.test(name) ? { ...tensor, shape: [...tensor.shape, 1, 1] } : tensor,
            ]),
          ),
      ),
  ],
  [
    'tensors in another order',
    (folder) => rewriteStored(join(folder, unetFile), (stored) => new Map([...stored].reverse())),
  ],
]

describe('the same weights in another layout give the same bytes', () => {
  test.each(layouts)('%s', async (_, change) => {
    const folder = join(temporaryFolder(), 'model')
    cpSync(tinyModel, folder, { recursive: true })
    change(folder)
    expect(await outputsOf(folder)).toEqual(expected)
  })
})

test('a model’s path may hold spaces and letters of any language', async () => {
  const folder = join(temporaryFolder(), 'mes modèles 模型')
  cpSync(tinyModel, folder, { recursive: true })
  expect(await outputsOf(folder)).toEqual(expected)
})

test.skipIf(process.platform === 'win32')('weights that are symbolic links into another folder', async () => {
  const folder = join(temporaryFolder(), 'model')
  const blobs = temporaryFolder()
  cpSync(tinyModel, folder, { recursive: true })
  renameSync(join(folder, unetFile), join(blobs, 'abc'))
  symlinkSync(join(blobs, 'abc'), join(folder, unetFile))
  expect(await outputsOf(folder)).toEqual(expected)
})

test('a denoiser for inpainting takes latents, mask and masked picture: 9 channels', async () => {
  const folder = join(temporaryFolder(), 'model')
  cpSync(tinyModel, folder, { recursive: true })
  const file = join(folder, 'unet/config.json')
  writeFileSync(
    file,
    JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), in_channels: 9 }),
  )
  rewriteStored(join(folder, unetFile), (stored) => {
    const { dtype, bytes } = stored.get('conv_in.weight')!
    // Each output's kernels for the first four channels, and kernels of ones (half precision 0x3c00) for five more.
    const [kept, added] = [4 * 9 * 2, Buffer.alloc(5 * 9 * 2, Buffer.from([0x00, 0x3c]))]
    const rows = Array.from({ length: 16 }, (_, row) => [bytes.subarray(row * kept, (row + 1) * kept), added])
    return stored.set('conv_in.weight', { dtype, shape: [16, 9, 3, 3], bytes: Buffer.concat(rows.flat()) })
  })
  const model = await openModel(folder, { device: 'cpu', threads: 1 })
  expect(model.card.inputChannels).toBe(9)
  const sample = goldens.tensor('unet.wide.sample')
  const states = goldens.tensor('text.states')
  const [prediction, moved] = await Promise.all(
    [0, 1].map((value) => model.denoiser.predict(nineChannels(sample, value), 481, { context: states })),
  )
  expect(errorInDeviations(prediction!, goldens.tensor('unet.wide.out'))).toBeLessThan(1e-4)
  expect(errorInDeviations(moved!, goldens.tensor('unet.wide.out'))).toBeGreaterThan(0.1)
  await model.release()
})

function nineChannels({ shape, data }: Tensor, value: number): Tensor {
  const [n = 0, , h = 0, w = 0] = shape
  const wide = new Float32Array(n * 9 * h * w).fill(value)
  for (let row = 0; row < n; row++)
    wide.set(data.subarray(row * 4 * h * w, (row + 1) * 4 * h * w), row * 9 * h * w)
  return { shape: [n, 9, h, w], data: wide }
}
