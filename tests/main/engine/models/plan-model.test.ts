import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { VersoError } from '#shared/errors.ts'
import { ModelCard } from '#shared/entities/model-card.ts'
import { planModel } from '#engine/models/plan-model.ts'
import { openModel } from '#engine/networks/open-model.ts'
import { tinyModel } from '#tests/support/engine/goldens.ts'
import { rewriteStored, safetensorsBytes } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const unetFile = 'unet/diffusion_pytorch_model.safetensors'

function copyOfModel(): string {
  const folder = join(temporaryFolder(), 'Tiny Model')
  cpSync(tinyModel, folder, { recursive: true })
  return folder
}

function changeJson(file: string, change: object): void {
  const json = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...json, ...change }))
}

async function failure(path: string): Promise<VersoError> {
  try {
    await planModel(path, new Map())
  } catch (error) {
    if (error instanceof VersoError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

describe('the card of a model', () => {
  test('says what it is', async () => {
    const { card } = await planModel(copyOfModel(), new Map())
    expect(ModelCard.parse(card)).toEqual(card)
    expect(card).toMatchObject({
      name: 'Tiny Model',
      family: 'sd1',
      layout: 'diffusers',
      prediction: 'epsilon',
      nativeSize: 64,
      inputChannels: 4,
      latentChannels: 4,
      latentScale: 8,
      defaults: { steps: 20, guidanceScale: 7.5, sampler: 'ddim' },
      licence: null,
    })
    expect(card.components.map(({ name }) => name)).toEqual(['text encoder', 'unet', 'autoencoder'])
    expect(card.components[1]).toMatchObject({ bytes: (card.components[1]?.parameters ?? 0) * 2 })
  })

  test('takes what verso.json says, and its preview; the sampler is the scheduler’s, which runs', async () => {
    const folder = copyOfModel()
    const preview = {
      matrix: [0, 1, 2].map((row) => [row, row + 0.25, row + 0.5, row + 0.75]),
      bias: [0.5, 0.5, 0.5],
    }
    const defaults = { steps: 4, guidance: 3, sampler: 'euler' }
    writeFileSync(
      join(folder, 'verso.json'),
      JSON.stringify({ name: 'Mine', licence: 'CC0-1.0', defaults, preview }),
    )
    const model = await openModel(folder, { device: 'cpu' })
    expect(model.card).toMatchObject({
      name: 'Mine',
      licence: 'CC0-1.0',
      defaults: { steps: 4, guidanceScale: 3, sampler: 'ddim' },
    })
    expect(model.previewMatrix?.rows[1]).toEqual([0.25, 1.25, 2.25])
    expect(model.textEncoders[0]!.tokenizer).toMatchObject({
      kind: 'clip',
      maxLength: 77,
      padToken: '<|endoftext|>',
    })
    writeFileSync(
      join(folder, 'verso.json'),
      JSON.stringify({ preview: { ...preview, matrix: [[1], [1], [1]] } }),
    )
    expect((await failure(folder)).message).toContain('4 columns')
  })

  test('the hash is the SHA-256 of the weight files’ lines, and files are read once', async () => {
    const folder = copyOfModel()
    const files = ['text_encoder/model.safetensors', unetFile, 'vae/diffusion_pytorch_model.safetensors']
    const lines = files.map(
      (file) =>
        `${file}\0${createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex')}\n`,
    )
    const expected = createHash('sha256').update(lines.join('')).digest('hex')
    const hashes = new Map<string, string>()
    expect((await planModel(folder, hashes)).card.hash).toBe(expected)
    expect(hashes.size).toBe(3)
    for (const key of hashes.keys()) hashes.set(key, '0'.repeat(64))
    expect((await planModel(folder, hashes)).card.hash).not.toBe(expected)
    utimesSync(join(folder, unetFile), 1, 1)
    await planModel(folder, hashes)
    expect(hashes.size).toBe(4)
  })
})

describe('what is not a model is refused with the reason and the way out', () => {
  test('nothing there', async () => {
    expect(await failure('/no/such/model')).toMatchObject({
      code: 'model-missing',
      subject: '/no/such/model',
    })
  })

  test.each([
    [
      'a zipped pickle',
      Buffer.from('PK\u0003\u0004archive/data.pkl'),
      'model-unsupported',
      'get the .safetensors version',
    ],
    [
      'a plain pickle',
      Buffer.from([0x80, 2, 0x7d, 0x71, 0, 0x2e, 0, 0, 0, 0]),
      'model-unsupported',
      'get the .safetensors version',
    ],
    ['a GGUF file', Buffer.from('GGUF\u0003\u0000\u0000\u0000\u0000\u0000'), 'model-unsupported', 'GGUF'],
    [
      'a Git LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0'),
      'model-damaged',
      'Git LFS',
    ],
    ['a web page', Buffer.from('<!DOCTYPE html><html>Sign in'), 'model-damaged', 'web page'],
    ['noise', Buffer.alloc(100, 0xee), 'model-damaged', 'safetensors header'],
    ['an empty file', Buffer.alloc(0), 'model-damaged', 'only 0 bytes'],
    [
      'one good file',
      safetensorsBytes({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }, 4),
      'model-unsupported',
      'no Stable Diffusion model that Verso knows',
    ],
    [
      'a safetensors file whose length begins like a pickle',
      safetensorsBytes(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`.padEnd(0x280), 4),
      'model-unsupported',
      'no Stable Diffusion model that Verso knows',
    ],
  ])('%s', async (_, bytes, code, reason) => {
    const file = join(temporaryFolder(), 'model.ckpt')
    writeFileSync(file, bytes)
    const error = await failure(file)
    expect(error).toMatchObject({ code, subject: file })
    expect(error.message).toContain(reason)
    expect(error.message).toContain(file)
  })

  test('a folder of something else', async () => {
    const error = await failure(join(tinyModel, 'unet'))
    expect(error.code).toBe('model-unsupported')
    expect(error.message).toContain('no model_index.json')
  })
})

type Damage = (folder: string) => void

const damages: [string, Damage, string, string][] = [
  [
    'weights cut short',
    (folder) => truncateSync(join(folder, unetFile), 300_000),
    'model-damaged',
    'but the file holds 300000',
  ],
  ['no weights', (folder) => rmSync(join(folder, unetFile)), 'model-damaged', 'no .safetensors file'],
  [
    'weights only as a pickle',
    (folder) => renameSync(join(folder, unetFile), join(folder, 'unet', 'diffusion_pytorch_model.bin')),
    'model-unsupported',
    'get the .safetensors version',
  ],
  [
    'a pickle by another name',
    (folder) => writeFileSync(join(folder, unetFile), 'PK\u0003\u0004archive/data.pkl'),
    'model-unsupported',
    'is a pickle',
  ],
  [
    'a tensor too few',
    (folder) =>
      rewriteStored(join(folder, unetFile), (stored) => {
        stored.delete('mid_block.resnets.1.conv2.weight')
        return stored
      }),
    'model-damaged',
    'lacks the tensor "mid_block.resnets.1.conv2.weight"',
  ],
  [
    'a tensor of another shape',
    (folder) => changeJson(join(folder, 'unet/config.json'), { block_out_channels: [16, 24, 64] }),
    'model-damaged',
    "but the model's config asks for 64 × 24 × 3 × 3",
  ],
  [
    'a tensor of another type',
    (folder) =>
      rewriteStored(join(folder, unetFile), (stored) => {
        const bias = stored.get('conv_in.bias')
        return bias === undefined ? stored : stored.set('conv_in.bias', { ...bias, dtype: 'I16' })
      }),
    'model-unsupported',
    '"conv_in.bias" has the type I16',
  ],
  [
    'no config',
    (folder) => rmSync(join(folder, 'vae/config.json')),
    'model-damaged',
    'config.json: it was not found',
  ],
  [
    'a config that is no JSON',
    (folder) => writeFileSync(join(folder, 'vae/config.json'), '{'),
    'model-damaged',
    'not valid JSON',
  ],
  [
    'a config beyond all bounds',
    (folder) => writeFileSync(join(folder, 'vae/config.json'), ' '.repeat(2_000_000)),
    'model-damaged',
    'more than the 1000000',
  ],
  [
    'a giant network',
    (folder) => changeJson(join(folder, 'unet/config.json'), { block_out_channels: [16, 24, 1e9] }),
    'model-unsupported',
    'block_out_channels.2',
  ],
  [
    'an option that the graph cannot follow',
    (folder) => changeJson(join(folder, 'unet/config.json'), { resnet_time_scale_shift: 'spatial' }),
    'model-unsupported',
    'resnet_time_scale_shift',
  ],
  [
    'lists of different lengths',
    (folder) => changeJson(join(folder, 'unet/config.json'), { attention_head_dim: [2, 2] }),
    'model-unsupported',
    'attention_head_dim must have 3 entries',
  ],
  [
    'parts that do not fit',
    (folder) => changeJson(join(folder, 'text_encoder/config.json'), { hidden_size: 40 }),
    'model-damaged',
    'embeddings.token_embedding.weight',
  ],
  [
    'another family',
    (folder) => changeJson(join(folder, 'model_index.json'), { unet: ['diffusers', 'UNet3DConditionModel'] }),
    'model-unsupported',
    'unet.1',
  ],
  [
    'a second text encoder that is not there',
    (folder) =>
      changeJson(join(folder, 'model_index.json'), {
        text_encoder_2: ['transformers', 'CLIPTextModelWithProjection'],
      }),
    'model-damaged',
    'text_encoder_2',
  ],
  [
    'no vocabulary',
    (folder) => rmSync(join(folder, 'tokenizer/vocab.json')),
    'model-damaged',
    'vocab.json: it was not found',
  ],
  [
    'an index that leaves its folder',
    (folder) => {
      rmSync(join(folder, unetFile))
      const index = { weight_map: { 'conv_in.weight': '../vae/diffusion_pytorch_model.safetensors' } }
      writeFileSync(join(folder, `${unetFile}.index.json`), JSON.stringify(index))
    },
    'model-unsupported',
    'weight_map',
  ],
  [
    'a folder where a file should be',
    (folder) => {
      rmSync(join(folder, unetFile))
      mkdirSync(join(folder, unetFile))
    },
    'model-missing',
    'diffusion_pytorch_model.safetensors',
  ],
]

describe('a damaged model is refused before anything is loaded', () => {
  test.each(damages)('%s', async (_, damage, code, reason) => {
    const folder = copyOfModel()
    damage(folder)
    const error = await failure(folder)
    expect(error.code).toBe(code)
    expect(error.message).toContain(reason)
    expect(error.subject).toContain(folder)
  })

  test('the fixture itself is small', () => {
    expect(statSync(join(tinyModel, unetFile)).size).toBeLessThan(1_000_000)
  })
})
