import { copyFileSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { createModels } from '#services/models.ts'
import { tinyModel } from '#tests/support/engine/goldens.ts'
import { saveStored } from '#tests/support/engine/safetensors.ts'
import { writeSingleFile } from '#tests/support/engine/single-files.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const engine = createEngine()
afterAll(() => engine.dispose())
const autoencoders = join(import.meta.dirname, '..', '..', 'fixtures', 'golden', 'autoencoders')

test('the list shows models in files and folders, and nothing else that lies beside them', async () => {
  const folder = temporaryFolder()
  const file = writeSingleFile(folder, 'sd1')
  cpSync(tinyModel, join(folder, 'folder'), { recursive: true })
  copyFileSync(join(autoencoders, 'taesd_decoder.safetensors'), join(folder, 'taesd_decoder.safetensors'))
  copyFileSync(join(autoencoders, 'kl-original.safetensors'), join(folder, 'vae.safetensors'))
  cpSync(join(autoencoders, 'kl'), join(folder, 'vae'), { recursive: true })
  const lora = 'lora_unet_mid_block_attentions_0_proj_in.lora_down.weight'
  saveStored(
    join(folder, 'style.safetensors'),
    new Map([[lora, { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) }]]),
  )
  writeFileSync(join(folder, 'pickle.safetensors'), 'PK\u0003\u0004archive/data.pkl')
  writeFileSync(join(folder, 'notes.txt'), 'not a model')
  const models = createModels(engine, { starterDir: join(folder, 'no starter'), modelsDir: folder })
  const listed = await models.list()
  expect(listed.map(({ path, layout, name }) => ({ path, layout, name }))).toEqual([
    { path: file, layout: 'single-file', name: 'Tiny Model' },
    { path: join(folder, 'folder'), layout: 'diffusers', name: 'folder' },
  ])
  expect((await models.inspect('Tiny Model')).path).toBe(file)
  await expect(models.inspect('style')).rejects.toThrow('is a LoRA: add it to a request beside a model')
  await expect(models.inspect('vae.safetensors')).rejects.toThrow('is an autoencoder (VAE)')
  await expect(models.inspect('taesd_decoder')).rejects.toThrow('is a tiny autoencoder (TAESD)')
  await expect(models.inspect('pickle')).rejects.toThrow('is a pickle')
})
