import { renameSync, truncateSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ModelCard } from '#shared/entities/model-card.ts'
import { VersoError } from '#shared/errors.ts'
import { planModel } from '#engine/models/plan-model.ts'
import { saveStored, type Stored } from '#tests/support/engine/safetensors.ts'
import { writeSingleFile, type SingleFileFamily } from '#tests/support/engine/single-files.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const mark = { dtype: 'F16', shape: [0], bytes: new Uint8Array() }

async function cardOf(path: string): Promise<ModelCard> {
  return (await planModel(path, new Map())).card
}

async function failure(path: string): Promise<VersoError> {
  const error: unknown = await planModel(path, new Map()).catch((thrown: unknown) => thrown)
  if (error instanceof VersoError) return error
  throw new Error(`No VersoError: ${String(error)}`)
}

const families: [SingleFileFamily, Partial<ModelCard>][] = [
  ['sd1', { family: 'sd1', prediction: 'epsilon', nativeSize: 512, inputChannels: 4 }],
  ['sd1-inpaint', { family: 'sd1', prediction: 'epsilon', nativeSize: 512, inputChannels: 9 }],
  ['sd2', { family: 'sd2', prediction: 'v_prediction', nativeSize: 768, inputChannels: 4 }],
  ['sdxl', { family: 'sdxl', prediction: 'epsilon', nativeSize: 1024, inputChannels: 4 }],
  ['sdxl-refiner', { family: 'sdxl-refiner', prediction: 'epsilon', nativeSize: 1024, inputChannels: 4 }],
]

describe('the card of a single file', () => {
  test.each(families)('%s, told by its tensors', async (family, wanted) => {
    const path = writeSingleFile(temporaryFolder(), family)
    const card = await cardOf(path)
    expect(ModelCard.parse(card)).toEqual(card)
    expect(card).toMatchObject({ name: 'Tiny Model', layout: 'single-file', latentScale: 8, ...wanted })
    expect(card.hash).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'))
    const encoders = { sdxl: ['text encoder', 'text encoder 2'], 'sdxl-refiner': ['text encoder 2'] }[
      family as 'sdxl'
    ] ?? ['text encoder']
    expect(card.components.map(({ name }) => name)).toEqual([...encoders, 'unet', 'autoencoder'])
  })

  test('is the same under any name', async () => {
    const path = writeSingleFile(temporaryFolder(), 'sd2')
    const other = join(dirname(path), 'sd_xl_base_1.0')
    renameSync(path, other)
    expect(await cardOf(other)).toMatchObject({ family: 'sd2', name: 'sd_xl_base_1.0' })
  })
})

describe('what the denoiser predicts', () => {
  test('noise, where a step count says Stable Diffusion 2 base', async () => {
    const bytes = new Uint8Array(Int32Array.of(875_000).buffer)
    const path = writeSingleFile(temporaryFolder(), 'sd2', (stored) =>
      stored.set('global_step', { dtype: 'I32', shape: [], bytes }),
    )
    expect(await cardOf(path)).toMatchObject({ prediction: 'epsilon', nativeSize: 512 })
  })

  test.each([
    ['eps', 'epsilon'],
    ['"v"', 'v_prediction'],
  ])('what a config beside the file says: %s', async (said, prediction) => {
    const path = writeSingleFile(temporaryFolder(), said === 'eps' ? 'sd2' : 'sd1')
    const yaml = `model:\n  params:\n    parameterization: ${said}\n    linear_start: 0.00085\n`
    writeFileSync(path.replace('.safetensors', '.yaml'), yaml)
    expect((await cardOf(path)).prediction).toBe(prediction)
  })

  test('v from a zero terminal signal, where the file carries these marks', async () => {
    const path = writeSingleFile(temporaryFolder(), 'sdxl', (stored) =>
      stored.set('v_pred', mark).set('ztsnr', mark),
    )
    const { scheduler } = await planModel(path, new Map())
    expect(scheduler).toMatchObject({
      _class_name: 'EulerDiscreteScheduler',
      prediction_type: 'v_prediction',
      rescale_betas_zero_snr: true,
      timestep_spacing: 'trailing',
    })
  })
})

const without =
  (beginning: string) =>
  (stored: Stored): Stored =>
    new Map([...stored].filter(([name]) => !name.startsWith(beginning)))
const only =
  (beginning: string) =>
  (stored: Stored): Stored =>
    new Map([...stored].filter(([name]) => name.startsWith(beginning)))

const refused: [string, SingleFileFamily, (stored: Stored) => Stored, string, string][] = [
  ['no autoencoder', 'sd1', without('first_stage_model.'), 'model-unsupported', 'lacks its autoencoder'],
  ['no text encoder', 'sd1', without('cond_stage_model.'), 'model-unsupported', 'lacks its text encoder'],
  [
    'one of two',
    'sdxl',
    without('conditioner.embedders.1.'),
    'model-unsupported',
    'one of its two text encoders',
  ],
  ['no denoiser', 'sd1', only('first_stage_model.'), 'model-unsupported', 'an autoencoder (VAE)'],
  ['a text encoder', 'sd2', only('cond_stage_model.'), 'model-unsupported', 'a text encoder alone'],
  ['EDM', 'sdxl', (stored) => stored.set('edm_mean', mark), 'model-unsupported', 'continuous noise levels'],
  [
    'a block too few',
    'sd1',
    without('model.diffusion_model.input_blocks.3.'),
    'model-damaged',
    'lacks the tensor',
  ],
  [
    'a tensor too few',
    'sd1',
    without('model.diffusion_model.middle_block.2.in_layers.2.weight'),
    'model-damaged',
    'lacks the tensor "mid_block.resnets.1.conv1.weight"',
  ],
  [
    'a text layer too few',
    'sd1',
    without('cond_stage_model.transformer.text_model.encoder.layers.0.layer_norm1.weight'),
    'model-damaged',
    'lacks the tensor "text_model.encoder.layers.0.layer_norm1.weight"',
  ],
  [
    'a fused projection that does not divide',
    'sd2',
    (stored) =>
      stored.set('cond_stage_model.model.transformer.resblocks.0.attn.in_proj_bias', {
        ...{ dtype: 'F16', shape: [23], bytes: new Uint8Array(46) },
      }),
    'model-damaged',
    'does not divide into 3',
  ],
  [
    'a denoiser of giant width',
    'sd1',
    (stored) =>
      stored.set('model.diffusion_model.middle_block.1.proj_in.weight', {
        ...{ dtype: 'F16', shape: [2 ** 40, 0, 1, 1], bytes: new Uint8Array() },
      }),
    'model-damaged',
    'proj_in.weight',
  ],
]

describe('a file that is not a whole model is refused with the reason', () => {
  test.each(refused)('%s', async (_, family, change, code, reason) => {
    const path = writeSingleFile(temporaryFolder(), family, change)
    const error = await failure(path)
    expect(error.message).toContain(reason)
    expect(error).toMatchObject({ code, subject: path })
    expect(error.message).toContain(path)
  })

  test('cut short', async () => {
    const path = writeSingleFile(temporaryFolder(), 'sd1')
    truncateSync(path, 500_000)
    expect(await failure(path)).toMatchObject({ code: 'model-damaged', subject: path })
  })

  test.each([
    ['lora_unet_mid_block_attentions_0_proj_in.lora_down.weight', 'a LoRA'],
    ['emb_params', 'a textual inversion'],
    ['control_model.input_hint_block.0.weight', 'a ControlNet'],
    ['model.diffusion_model.double_blocks.0.img_attn.norm.key_norm.scale', 'a Flux model'],
    ['model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight', 'a Stable Diffusion 3 model'],
    ['down_blocks.0.resnets.0.conv1.weight', 'the denoiser of a diffusers folder'],
    ['something.else', 'no Stable Diffusion model that Verso knows'],
  ])('%s', async (name, reason) => {
    const path = join(temporaryFolder(), 'x.safetensors')
    saveStored(path, new Map([[name, { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) }]]))
    const error = await failure(path)
    expect(error.code).toBe('model-unsupported')
    expect(error.message).toContain(reason)
  })
})
