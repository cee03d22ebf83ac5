import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import type { EngineRegion, EngineRequest, EngineResult } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { samplerNames } from '#shared/entities/generation-request.ts'
import { adapterFile } from '#tests/support/engine/adapter-goldens.ts'
import { controlModel } from '#tests/support/engine/control-goldens.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { errorInDeviations, goldenModel, tinyModel, tinySecondModel } from '#tests/support/engine/goldens.ts'
import { readRegionGoldens, regionRequest } from '#tests/support/engine/region-goldens.ts'
import { exportedModel } from '#tests/support/hostile/onnx-exports.ts'

const engine = createEngine({ threads: 2 })
const folder = mkdtempSync(join(tmpdir(), 'verso-regions-'))
afterAll(async () => {
  await engine.dispose()
  rmSync(folder, { recursive: true })
})

const side = 64
const maskOf = (at: (x: number, y: number) => boolean) => ({
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side }, (_, i) => (at(i % side, Math.floor(i / side)) ? 255 : 0)),
})
const everywhere = maskOf(() => true)
const left = maskOf((x) => x < 30)
const right = maskOf((x) => x >= 30)
const region = (prompt: string, mask = everywhere, weight = 1): EngineRegion => ({ prompt, mask, weight })
const apple = region('a red apple', left)
const boat = region('a blue boat', right)

async function latentsOf(changes: Partial<EngineRequest>) {
  const { pictures } = await engine.run(tinyRequest({ steps: 3, guidanceScale: 5, ...changes }))
  return pictures[0]!.latents
}

describe('as diffusers makes it with a denoiser that mixes', async () => {
  const goldens = await readRegionGoldens()
  test.each(goldens.cases)('$name', async (golden) => {
    const { pictures } = await engine.run(regionRequest(goldens, golden))
    const error = errorInDeviations(pictures[0]!.latents, goldens.tensor(`${golden.name}.latents`))
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`${golden.name}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(1e-4)
  })
})

const models = [
  { name: 'SD 1.x', modelPath: tinyModel },
  { name: 'SD 2.x', modelPath: tinySecondModel },
  { name: 'SDXL', modelPath: goldenModel('tiny-sdxl') },
  { name: 'SDXL refiner', modelPath: goldenModel('tiny-sdxl-refiner') },
  { name: 'LCM', modelPath: goldenModel('tiny-lcm') },
  { name: 'a folder of ONNX files', modelPath: exportedModel('optimum', join(folder, 'sd')) },
  { name: "SDXL's folder of ONNX files", modelPath: exportedModel('optimum-sdxl', join(folder, 'sdxl')) },
  {
    name: 'the starter',
    modelPath: join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'models', 'starter'),
  },
].filter(({ modelPath }) => existsSync(modelPath))

describe.each(models)('$name', ({ modelPath }) => {
  const prompt = 'the sky'
  it('makes of a region that covers everything the picture of its prompt', async () => {
    const covered = await latentsOf({ modelPath, prompt, regions: [region('a red apple')] })
    expect(covered).toEqual(await latentsOf({ modelPath, prompt: 'a red apple, the sky' }))
  })

  it('makes of regions with one prompt the picture of that prompt', async () => {
    const regions = [apple, { ...boat, prompt: apple.prompt }]
    const same = await latentsOf({ modelPath, prompt, regions })
    expect(
      errorInDeviations(same, await latentsOf({ modelPath, prompt: 'a red apple, the sky' })),
    ).toBeLessThan(1e-5)
  })

  it('makes another picture of two prompts, the same in any order', async () => {
    const two = await latentsOf({ modelPath, prompt, regions: [apple, boat] })
    expect(two).toEqual(await latentsOf({ modelPath, prompt, regions: [boat, apple] }))
    const plain = await latentsOf({ modelPath, prompt: 'a red apple, the sky' })
    expect(errorInDeviations(two, plain)).toBeGreaterThan(1e-3)
  })
})

// Texts that differ, so each is evaluated, and tokens that do not, so both say the same.
it('mixes two evaluations of one prompt to that of one', async () => {
  const twice = await latentsOf({
    prompt: '',
    regions: [region('a red apple', left), region('a  red apple', right)],
  })
  const once = await latentsOf({ prompt: 'a red apple' })
  expect(errorInDeviations(twice, once)).toBeLessThan(1e-5)
})

it.each(samplerNames)('goes with %s', async (sampler) => {
  const regions = [region('a red apple', left), region('a  red apple', right)]
  const twice = await latentsOf({ sampler, steps: 4, prompt: '', regions })
  const once = await latentsOf({ sampler, steps: 4, prompt: 'a red apple' })
  expect(errorInDeviations(twice, once)).toBeLessThan(1e-4)
})

describe('goes with', () => {
  const init = {
    width: side,
    height: side,
    data: Uint8Array.from({ length: side * side * 3 }, (_, i) => i % 251),
  }
  const control = () => ({ modelPath: controlModel('sd1'), image: init, scale: 0.7, start: 0, end: 1 })
  const hires = { scale: 1.5, strength: 0.5, steps: null, upscaler: 'latent' } as const
  const cases: Record<string, Partial<EngineRequest> | (() => Partial<EngineRequest>)> = {
    'a start picture': { init, strength: 0.7 },
    'a mask': { init, strength: 0.8, mask: maskOf((x, y) => x > 12 && y > 20) },
    'a second pass': { hires },
    'a LoRA': { loras: [{ file: adapterFile('kohya'), weight: 0.8 }] },
    'a ControlNet': () => ({ controls: [control()] }),
    'no guidance': { guidanceScale: 1 },
    'rescaled guidance': { guidanceRescale: 0.7 },
    'long prompts': { longPrompt: 'chunks', negativePrompt: 'a dog '.repeat(60) },
    'prompts that change': { prompt: '[the sky:light:0.5]' },
    'edges that meet': { tiling: 'both' },
    'graphics cards’ noise': { noise: 'philox' },
  }
  it.each(Object.entries(cases))('%s', async (_name, found) => {
    const changes = typeof found === 'function' ? found() : found
    const prompt = changes.prompt ?? 'the sky'
    const covered = await latentsOf({ ...changes, prompt, regions: [region('a red apple')] })
    const plain = await latentsOf({ ...changes, prompt: `a red apple, ${prompt}` })
    expect(covered).toEqual(plain)
    const two = await latentsOf({ ...changes, prompt, regions: [apple, boat] })
    expect(errorInDeviations(two, plain)).toBeGreaterThan(1e-4)
    const turned = await latentsOf({ ...changes, prompt, regions: [boat, apple] })
    expect(two).toEqual(turned)
  })

  it('a batch, each picture as if made alone', async () => {
    const request = tinyRequest({ guidanceScale: 5, regions: [apple, boat], count: 2, seed: 8 })
    const { pictures } = await engine.run(request)
    expect(pictures[1]!.latents).toEqual(await latentsOf({ steps: 2, regions: [apple, boat], seed: 9 }))
  })

  it('eight bits', async () => {
    const exact = await latentsOf({ regions: [apple, boat] })
    const rough = await latentsOf({ regions: [apple, boat], precision: 'int8' })
    expect(errorInDeviations(rough, exact)).toBeLessThan(1)
  })
})

describe('mixed by attention', () => {
  const own = models.filter(({ name }) => !name.includes('ONNX') && name !== 'the starter')
  it.each(own)('$name: one region is its prompt, two are not, in any order', async ({ modelPath }) => {
    const request = { modelPath, prompt: 'the sky', regionMode: 'attention' } as const
    const plain = await latentsOf({ modelPath, prompt: 'a red apple, the sky' })
    const covered = await latentsOf({ ...request, regions: [region('a red apple')] })
    expect(errorInDeviations(covered, plain)).toBeLessThan(1e-5)
    const two = await latentsOf({ ...request, regions: [apple, boat] })
    expect(errorInDeviations(two, plain)).toBeGreaterThan(1e-3)
    expect(await latentsOf({ ...request, regions: [boat, apple] })).toEqual(two)
    const predictions = await latentsOf({ ...request, regionMode: 'predictions', regions: [apple, boat] })
    expect(errorInDeviations(two, predictions)).toBeGreaterThan(1e-4)
  })

  it('two texts of the same tokens are one', async () => {
    const regions = [region('a red apple', left), region('a  red apple', right)]
    const twice = await latentsOf({ prompt: '', regions, regionMode: 'attention' })
    expect(errorInDeviations(twice, await latentsOf({ prompt: 'a red apple' }))).toBeLessThan(1e-5)
  })

  const init = { width: side, height: side, data: new Uint8Array(side * side * 3).fill(90) }
  it.each<[string, Partial<EngineRequest>]>([
    ['a mask', { init, strength: 0.8, mask: maskOf((x) => x > 12) }],
    ['a second pass', { hires: { scale: 1.5, strength: 0.5, steps: null, upscaler: 'latent' } }],
    ['a LoRA', { loras: [{ file: adapterFile('kohya'), weight: 0.8 }] }],
    ['no guidance', { guidanceScale: 1 }],
    ['long prompts', { longPrompt: 'chunks', negativePrompt: 'a dog '.repeat(60) }],
    ['edges that meet', { tiling: 'both' }],
    ['eight bits', { precision: 'int8' }],
  ])('goes with %s', async (_name, changes) => {
    const request = { ...changes, prompt: 'the sky', regionMode: 'attention' } as const
    const plain = await latentsOf({ ...changes, prompt: 'a red apple, the sky' })
    const covered = await latentsOf({ ...request, regions: [region('a red apple')] })
    expect(errorInDeviations(covered, plain)).toBeLessThan(1e-4)
    const two = await latentsOf({ ...request, regions: [apple, boat] })
    expect(errorInDeviations(two, plain)).toBeGreaterThan(1e-4)
  })

  it('without regions is the plain picture, with the same graph', async () => {
    expect(await latentsOf({ regionMode: 'attention' })).toEqual(await latentsOf({}))
  })

  it('is refused where a graph came from elsewhere, where a model reads its prompt as a whole, and with ControlNets', async () => {
    const request = tinyRequest({ regionMode: 'attention', regions: [apple] })
    const foreign = engine.run({ ...request, modelPath: exportedModel('optimum') })
    await expect(foreign).rejects.toMatchObject({ code: 'model-unsupported' })
    await expect(foreign).rejects.toThrow(/predictions/)
    const whole = engine.run({
      ...request,
      modelPath: models.find(({ name }) => name === 'the starter')!.modelPath,
    })
    await expect(whole).rejects.toMatchObject({ code: 'model-unsupported' })
    await expect(whole).rejects.toThrow(/reads its prompt as a whole.*predictions/)
    const offered = async (path: string) => (await engine.describe(path)).regionModes
    for (const { name, modelPath } of models)
      expect((await offered(modelPath)).includes('attention'), name).toBe(!/ONNX|starter/.test(name))
    const controls = [{ modelPath: controlModel('sd1'), image: init, scale: 1, start: 0, end: 1 }]
    const controlled = engine.run({ ...request, controls })
    await expect(controlled).rejects.toMatchObject({ code: 'bad-request', subject: 'regionMode' })
  })
})

it('keeps what lies away from a region nearly as it is without', async () => {
  const request = { width: 128, height: 64, steps: 2, prompt: 'the sky' }
  const corner = { width: 128, height: 64, data: maskOf(() => false).data.slice() }
  const wide = { ...corner, data: Uint8Array.from({ length: 128 * 64 }, (_, i) => (i % 128 < 24 ? 255 : 0)) }
  const [with_, without] = [
    await latentsOf({ ...request, regions: [region('a red apple', wide)] }),
    await latentsOf(request),
  ]
  const distance = (columns: (x: number) => boolean): number =>
    with_.data.reduce((sum, value, i) => sum + (columns(i % 16) ? Math.abs(value - without.data[i]!) : 0), 0)
  expect(distance((x) => x < 3)).toBeGreaterThan(3 * distance((x) => x >= 13))
})

it('tells of each region what was sent', async () => {
  const { regionPromptsSent, promptSent }: EngineResult = await engine.run(
    tinyRequest({ prompt: 'the sky', regions: [boat, apple] }),
  )
  expect(promptSent.text).toBe('the sky')
  expect(regionPromptsSent.map(({ text }) => text)).toEqual(['a blue boat, the sky', 'a red apple, the sky'])
  expect(regionPromptsSent.every(({ tokens, cut }) => tokens > 3 && cut === '')).toBe(true)
})

it('can be stopped within a step', async () => {
  const abort = new AbortController()
  const running = engine.run(tinyRequest({ steps: 50, regions: [apple, boat] }), {
    signal: abort.signal,
    onProgress: ({ stage }) => stage === 'denoise' && abort.abort(),
  })
  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
})

describe('is refused with the reason', () => {
  const empty = { ...everywhere, data: new Uint8Array(side * side) }
  it.each<[string, Partial<EngineRequest>, RegExp]>([
    ['an empty region', { regions: [apple, region('a dog', empty)] }, /Region 2 covers nothing.*Paint/],
    ['too many', { regions: Array.from({ length: 9 }, () => apple) }, /9 regions.* 8 /],
    ['a weight beyond 2', { regions: [region('a', left, 3)] }, /weight of 3.*0 to 2/],
    ['a damaged mask', { regions: [region('a', { ...left, width: 5 })] }, /mask of region 1/],
    ['maps of words', { attention: true, regions: [apple] }, /no one list of words/],
  ])('%s', async (_name, changes, message) => {
    const running = engine.run(tinyRequest(changes))
    await expect(running).rejects.toMatchObject({ code: 'bad-request', subject: 'regions' })
    await expect(running).rejects.toThrow(message)
  })
})
