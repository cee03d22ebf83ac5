import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nothingAdded } from '#engine/adapters/additions.ts'
import { createEngine } from '#engine/index.ts'
import { openModel } from '#engine/networks/open-model.ts'
import { goldenPicture, requestOf, tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { errorInDeviations, readGoldens } from '#tests/support/engine/goldens.ts'
import { exportedModel } from '#tests/support/hostile/onnx-exports.ts'
import type { ExportName } from '#tests/support/hostile/onnx-exports.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const engine = createEngine({ threads: 1 })
let parent: string

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'verso-onnx-'))
})
afterAll(async () => {
  await engine.dispose()
  rmSync(parent, { recursive: true })
})

/** Which golden runs each export is held against; those of float32 to the same 1e-3 as our own graphs. */
const runs: { name: ExportName; golden: string; only: RegExp; tolerance: number }[] = [
  {
    name: 'optimum',
    golden: 'tiny-sd1',
    only: /^(txt2img-(ddim|euler-a|dpmpp-2m-karras|wide|negative)|img2img-(ddim|euler-a)|inpaint-ddim)$/,
    tolerance: 1e-3,
  },
  {
    name: 'optimum-sd2',
    golden: 'tiny-sd2',
    only: /^txt2img-(ddim|euler-karras)$/,
    tolerance: 1e-3,
  },
  {
    name: 'optimum-sdxl',
    golden: 'tiny-sdxl',
    only: /^txt2img(-negative|-wide|-empty-negative|-clip-skip)?$/,
    tolerance: 1e-3,
  },
  {
    name: 'converter',
    golden: 'tiny-sd1',
    only: /^txt2img-(wide|euler-a)$/,
    tolerance: 1e-3,
  },
  { name: 'optimum-fp16', golden: 'tiny-sd1', only: /^txt2img-ddim$/, tolerance: 3e-2 },
  { name: 'onnxstack', golden: 'tiny-sd1', only: /^txt2img-ddim$/, tolerance: 3e-2 },
]

describe.each(runs)('$name: whole runs as diffusers makes them', ({ name, golden, only, tolerance }) => {
  test('latents', async () => {
    const goldens = await readGoldens(golden)
    const folder = exportedModel(name, join(parent, name))
    const cases = goldens.cases.filter((one) => only.test(one.name))
    expect(cases.length).toBeGreaterThan(0)
    for (const one of cases) {
      const { pictures } = await engine.run(requestOf(goldens, one, folder))
      const error = errorInDeviations(pictures[0]!.latents, goldens.tensor(`${one.name}.latents`))
      if (process.env['VERSO_REPORT'] !== undefined)
        console.log(`${name} ${one.name}: ${error.toExponential(2)}`)
      expect(error, one.name).toBeLessThan(tolerance)
    }
  })
})

test('an encoder that draws by itself gives the same picture each time', async () => {
  const goldens = await readGoldens('tiny-sd1')
  const folder = exportedModel('converter')
  const request = tinyRequest({ modelPath: folder, init: goldenPicture(goldens), strength: 0.5 })
  const [first, second] = [await engine.run(request), await engine.run(request)]
  expect(second.pictures[0]!.latents.data).toEqual(first.pictures[0]!.latents.data)
  await engine.dispose()
})

describe('before anything is loaded', () => {
  test('a size that the export cannot make is refused with the nearest that it can', async () => {
    const request = tinyRequest({ modelPath: exportedModel('optimum'), width: 72 })
    await expect(engine.run(request)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/multiple of 32, and 72 is not. Take 64/) as string,
    })
  })

  test('a LoRA is refused', async () => {
    const additions = { ...nothingAdded, loras: [{ path: '/x.safetensors', weight: 1 }] } as never
    await expect(openModel(exportedModel('optimum'), { device: 'cpu', additions })).rejects.toMatchObject({
      message: expect.stringContaining('takes no LoRA') as string,
    })
  })

  test('a folder of a transformer is refused', async () => {
    const folder = exportedModel('optimum', temporaryFolder())
    renameSync(join(folder, 'unet'), join(folder, 'transformer'))
    await expect(engine.describe(folder)).rejects.toMatchObject({ code: 'model-unsupported' })
  })

  test.each([
    ['unet/model.onnx', 'unet'],
    ['vae_decoder/model.onnx', 'vae_decoder'],
    ['text_encoder/model.onnx', 'text_encoder'],
  ])('a damaged %s is refused by the gate', async (file, part) => {
    const folder = exportedModel('optimum')
    const bytes = readFileSync(join(folder, file))
    writeFileSync(join(folder, file), bytes.subarray(0, bytes.length - 100))
    await expect(engine.describe(folder)).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining(part) as string,
    })
  })

  test('weights outside that were cut short are refused', async () => {
    const folder = exportedModel('converter')
    const file = join(folder, 'unet', 'weights.pb')
    writeFileSync(file, readFileSync(file).subarray(0, 100_000))
    await expect(engine.describe(folder)).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining('but the file holds 100000') as string,
    })
  })
})
