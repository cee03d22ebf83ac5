import { copyFileSync, cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { createModels, resolveModel } from '#services/models.ts'
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

const kohya = join(import.meta.dirname, '..', '..', 'fixtures', 'golden', 'adapters', 'kohya.safetensors')

/** A model folder with a quick way, in a folder of its own. */
function quickModel(name: string, lora = 'few.safetensors'): { root: string; path: string } {
  const root = temporaryFolder()
  const path = join(root, name)
  cpSync(tinyModel, path, { recursive: true })
  copyFileSync(kohya, join(path, 'few.safetensors'))
  writeFileSync(join(path, 'verso.json'), JSON.stringify({ quick: { lora, steps: 4, guidance: 1 } }))
  return { root, path }
}

test('a quick way is named as a request names its file, and that name leads to it', async () => {
  const { root, path } = quickModel('Mine')
  const far = quickModel('Far')
  const starter = quickModel('starter')
  const places = { starterDir: starter.path, modelsDir: root }
  const models = createModels(engine, places)
  const quick = { steps: 4, guidanceScale: 1, sampler: 'ddim' }
  expect((await models.inspect('Mine')).quick).toEqual({ ...quick, lora: 'Mine/few.safetensors' })
  expect((await models.inspect('starter')).quick).toEqual({ ...quick, lora: 'starter/few.safetensors' })
  expect((await models.inspect(far.path)).quick?.lora).toBe(join(far.path, 'few.safetensors'))
  expect(await resolveModel('Mine/few.safetensors', places)).toBe(join(path, 'few.safetensors'))
  expect(await resolveModel('starter/few.safetensors', places)).toBe(join(starter.path, 'few.safetensors'))
})

test.each([
  'starter/gone.safetensors',
  'starter/../starter-2/few.safetensors',
  'starter//etc/passwd',
  'starter/..',
  'starter/',
])('nothing outside of the starter is reached by %s', async (name) => {
  const { root, path } = quickModel('starter')
  cpSync(path, join(root, 'starter-2'), { recursive: true })
  await expect(resolveModel(name, { starterDir: path, modelsDir: root })).rejects.toThrow('There is no file')
})

test('a model whose quick file is not there is offered without that way', async () => {
  const { path } = quickModel('Mine')
  rmSync(join(path, 'few.safetensors'))
  expect((await engine.describe(path)).quick).toBeNull()
})

test.each([
  '../few.safetensors',
  'unet/few.safetensors',
  '/few.safetensors',
  'C:few.safetensors',
  'few.bin',
  '.safetensors\n',
])('a verso.json that names %j is refused', async (lora) => {
  const { path } = quickModel('Mine', lora)
  await expect(engine.describe(path)).rejects.toThrow('plain name of a .safetensors file')
})
