import { copyFileSync, cpSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { EngineProgress, EngineRequest } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { goldenPicture, tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { errorInDeviations, readGoldens, tinyModel } from '#tests/support/engine/goldens.ts'
import { rewriteStored } from '#tests/support/engine/safetensors.ts'
import { singleFileRequest, singleFileCases, writeSingleFile } from '#tests/support/engine/single-files.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'golden', 'autoencoders')
const goldens = await readTensors(join(folder, 'goldens.safetensors'))
const pictures = await readGoldens('tiny-sd1')
const engine = createEngine({ threads: 2 })
afterAll(() => engine.dispose())

function requestWith(vae: string): EngineRequest {
  return tinyRequest({
    ...{ vae, prompt: 'a red apple on the white sky', seed: 5, steps: 5, sampler: 'ddim' },
    ...{ guidanceScale: 5, init: goldenPicture(pictures), strength: 0.6 },
  })
}

const kinds = [
  ['kl', 'a diffusers folder', 'kl'],
  ['kl', 'a file of such a folder', 'kl/diffusion_pytorch_model.safetensors'],
  ['kl', 'a file in the original layout', 'kl-original.safetensors'],
  ['tiny', "TAESD's diffusers folder", 'tiny'],
  ['tiny', "TAESD's decoder, its encoder beside it", 'taesd_decoder.safetensors'],
  ['tiny', "TAESD's encoder, its decoder beside it", 'taesd_encoder.safetensors'],
] as const

describe('another autoencoder in place of the own, as diffusers takes it', () => {
  test.each(kinds)('%s from %s', async (kind, _, path) => {
    const { pictures: made } = await engine.run(requestWith(join(folder, path)))
    const error = errorInDeviations(made[0]!.latents, goldens.get(`${kind}.latents`)!)
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`${kind} ${path}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(1e-3)
    const wanted = goldens.get(`${kind}.picture`)!.data
    const differences = wanted.map((value, index) => Math.abs(value - made[0]!.picture.data[index]!))
    expect(differences.reduce((sum, value) => sum + value, 0) / wanted.length).toBeLessThan(0.5)
  })

  test('diffusers’ names in a file of another name', async () => {
    const path = join(temporaryFolder(), 'vae.safetensors')
    copyFileSync(join(folder, 'kl', 'diffusion_pytorch_model.safetensors'), path)
    const { pictures: made } = await engine.run(requestWith(path))
    expect(errorInDeviations(made[0]!.latents, goldens.get('kl.latents')!)).toBeLessThan(1e-3)
  })

  test('for a single file that has none', async () => {
    const path = writeSingleFile(temporaryFolder(), 'sd1', (stored) => {
      return new Map([...stored].filter(([name]) => !name.startsWith('first_stage_model.')))
    })
    const request = { ...singleFileRequest(path, singleFileCases.sd1[0]!), steps: 1 }
    await expect(engine.run(request)).rejects.toThrow('lacks its autoencoder')
    const result = await engine.run({ ...request, vae: join(folder, 'kl-original.safetensors') })
    expect(result.pictures[0]!.picture.width).toBe(64)
  })

  test('is part of what a model is held by', async () => {
    const own = await engine.run({ ...requestWith(''), vae: null })
    const other = await engine.run(requestWith(join(folder, 'kl')))
    const again = await engine.run({ ...requestWith(''), vae: null })
    expect(other.pictures[0]!.picture.data).not.toEqual(own.pictures[0]!.picture.data)
    expect(again.pictures[0]!.picture.data).toEqual(own.pictures[0]!.picture.data)
  })
})

describe('previews', () => {
  test.each([
    ['taesd_decoder.safetensors', true],
    ['taesdxl_decoder.safetensors', false],
    ['other.safetensors', false],
  ])('are decoded by a TAESD beside the model: %s', async (name, isSeen) => {
    const beside = temporaryFolder()
    cpSync(tinyModel, join(beside, 'model'), { recursive: true })
    copyFileSync(join(folder, 'taesd_decoder.safetensors'), join(beside, name))
    const request = tinyRequest({ modelPath: join(beside, 'model'), steps: 1, sampler: 'ddim' })
    const heard: EngineProgress[] = []
    await engine.run(request, { onProgress: (progress) => heard.push(progress) })
    const seen = heard.find(({ preview }) => preview !== null)?.preview
    const final = await engine.run({ ...request, vae: join(beside, name) })
    // The others do not fit, and leave the latent-sized map.
    expect(seen?.width).toBe(isSeen ? 64 : 8)
    if (!isSeen) return
    // A preview shows the picture below the noise, of which DDIM's last step leaves a trace.
    const wanted = final.pictures[0]!.picture.data
    const error = wanted.reduce((sum, value, index) => sum + Math.abs(value - seen!.data[index]!), 0)
    expect(error / wanted.length).toBeLessThan(3)
  })
})

describe('what cannot stand for the autoencoder is refused with the reason', () => {
  test('a decoder alone, where a picture must be encoded', async () => {
    const path = join(temporaryFolder(), 'taesd_decoder.safetensors')
    copyFileSync(join(folder, 'taesd_decoder.safetensors'), path)
    await expect(engine.run(requestWith(path))).rejects.toThrow('only the decoder')
    const { pictures: made } = await engine.run(tinyRequest({ vae: path }))
    expect(made.length).toBe(1)
  })

  test('an encoder alone', async () => {
    const path = join(temporaryFolder(), 'taesd_encoder.safetensors')
    copyFileSync(join(folder, 'taesd_encoder.safetensors'), path)
    await expect(engine.run(requestWith(path))).rejects.toThrow("Put its decoder's file")
  })

  test('a tensor too few', async () => {
    const path = join(temporaryFolder(), 'vae.safetensors')
    copyFileSync(join(folder, 'kl-original.safetensors'), path)
    rewriteStored(path, (stored) => {
      stored.delete('decoder.mid.block_1.conv2.weight')
      return stored
    })
    await expect(engine.run(requestWith(path))).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining('decoder.mid_block.resnets.0.conv2.weight') as string,
    })
  })

  test('latents of another kind', async () => {
    const path = join(temporaryFolder(), 'taesd_decoder.safetensors')
    copyFileSync(join(folder, 'taesd_decoder.safetensors'), path)
    rewriteStored(path, (stored) => {
      const first = stored.get('1.weight')!
      return stored.set('1.weight', {
        ...first,
        shape: [8, 16, 3, 3],
        bytes: new Uint8Array(first.bytes.length * 4),
      })
    })
    await expect(engine.run(requestWith(path))).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('16 channels') as string,
    })
  })

  test.each([
    ['nothing there', '/no/such/vae.safetensors', 'model-missing'],
    ['a folder of something else', dirname(folder), 'model-unsupported'],
    ['a text encoder', join(folder, '..', 'tiny-sd1/model/text_encoder'), 'model-unsupported'],
    ['a denoiser', join(folder, '..', 'single-files', 'goldens.safetensors'), 'model-unsupported'],
  ])('%s', async (_, path, code) => {
    await expect(engine.run(requestWith(path))).rejects.toMatchObject({ code })
  })

  test('an empty folder', async () => {
    const path = join(temporaryFolder(), 'vae')
    mkdirSync(path)
    await expect(engine.run(requestWith(path))).rejects.toMatchObject({ code: 'model-unsupported' })
  })
})
