import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '#engine/engine.ts'
import { createEngineClient } from '#engine/host/client.ts'
import { nodeChild } from '#engine/host/node-child.ts'
import { createEngine } from '#engine/index.ts'
import { MatcherConfig } from '#engine/matcher/config.ts'
import { buildMatcher } from '#engine/matcher/graph.ts'
import { openMatcher } from '#engine/matcher/open-matcher.ts'
import type { Matcher } from '#engine/matcher/open-matcher.ts'
import { openComponent } from '#engine/models/diffusers/component-weights.ts'
import { lazySession } from '#engine/networks/lazy-session.ts'
import { tensorToPicture } from '#engine/tensor/pictures.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { openWeights } from '#engine/weights/weight-source.ts'
import { rewriteStored, saveStored, type Stored } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const entry = join(root, 'src-main', 'engine-process.ts')
const golden = join(root, 'tests', 'fixtures', 'golden', 'matcher')
const starter = join(root, 'assets', 'models', 'starter')
const options = { provider: 'cpu', threads: 1, subject: golden, clock: { ms: 0 } } as const
const config = (): unknown => JSON.parse(readFileSync(join(golden, 'config.json'), 'utf8'))

let goldens: Map<string, Tensor>
beforeAll(async () => {
  goldens = await readTensors(join(golden, 'goldens.safetensors'))
})

test.each([
  ['eight-bit numbers with a scale for each row', 'model.safetensors', 'vectors'],
  ['half precision, as older models have it', 'half.safetensors', 'half-vectors'],
])('from %s its graph gives what torch gives', async (_what, name, expected) => {
  const file = join(golden, name)
  const graph = buildMatcher(MatcherConfig.parse(config()), await openWeights(file, [file]))
  const session = lazySession(graph, options)
  const { shape, data } = await session.run({ pixels: goldens.get('pixels')! }, 'vectors')
  await session.release()
  expect(shape).toEqual([1, 384])
  expect(distance(unit(data), goldens.get(expected)!.data)).toBeLessThan(1e-5)
})

describe('eight-bit weights that are damaged are refused', () => {
  const head = 'head.weight_scale'
  const changed = async (change: (stored: Stored) => Stored): Promise<string> => {
    const folder = temporaryFolder()
    fillModel(folder)
    rewriteStored(join(folder, 'matcher', 'model.safetensors'), change)
    return openMatcher(folder, options).then(
      async (matcher) => matcher.release().then(() => 'opened'),
      (error: unknown) => String(error),
    )
  }
  const floats = (values: readonly number[]) => ({
    ...{ dtype: 'F32', shape: [values.length] },
    bytes: new Uint8Array(Float32Array.from(values).buffer),
  })
  const scales = Array.from({ length: 384 }, () => 0.01)

  test('scales that are no numbers, or not above 0', async () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 0, -1])
      expect(await changed((stored) => stored.set(head, floats([wrong, ...scales.slice(1)])))).toMatch(
        /model\.safetensors: not all numbers of "head\.weight_scale" are finite and above 0.*get it again/,
      )
  })

  test('scales of another number than rows', async () => {
    const answer = await changed((stored) => stored.set(head, floats(scales.slice(1))))
    expect(answer).toMatch(/"head\.weight_scale" is 383, but the model's config asks for 384/)
  })

  test('numbers without scales', async () => {
    const answer = await changed((stored) => {
      stored.delete(head)
      return stored
    })
    expect(answer).toMatch(/"head\.weight" has the type I8/)
  })

  test('numbers of another shape', async () => {
    const answer = await changed((stored) => {
      const { dtype, shape, bytes } = stored.get('head.weight')!
      return stored.set('head.weight', { dtype, shape: [shape[1]!, shape[0]!], bytes })
    })
    expect(answer).toMatch(/"head\.weight" is 64 × 384, but the model's config asks for 384 × 64/)
  })

  test('untouched, they open', async () => {
    expect(await changed((stored) => stored)).toBe('opened')
  })
})

test('vectors that are no numbers are refused', async () => {
  const folder = temporaryFolder()
  fillModel(folder)
  rewriteStored(join(folder, 'matcher', 'model.safetensors'), (stored) => {
    const nans = new Uint8Array(new Uint16Array(384).fill(0x7e00).buffer)
    return stored.set('head.bias', { dtype: 'F16', shape: [384], bytes: nans })
  })
  const matcher = await openMatcher(folder, options)
  await expect(matcher.embedPicture(tensorToPicture(goldens.get('pixels')!))).rejects.toThrow(/no number/)
  await matcher.release()
})

test('stored phrases of another width are refused', async () => {
  const folder = temporaryFolder()
  fillModel(folder)
  const stored = { dtype: 'F32', shape: [3, 2], bytes: new Uint8Array(24) }
  saveStored(join(folder, 'matcher', 'words.safetensors'), new Map([['things', stored]]))
  const matcher = await openMatcher(folder, options)
  await expect(matcher.describe(tensorToPicture(goldens.get('pixels')!))).rejects.toThrow(/vectors of its/)
  await matcher.release()
})

test('a layer that nobody knows is refused', () => {
  const changed = { ...(config() as object), layers: [{ type: 'magic' }] }
  expect(() => MatcherConfig.parse(changed)).toThrow()
})

test('weights of another shape are refused before anything is loaded', async () => {
  const { layers, ...rest } = MatcherConfig.parse(config())
  const wider = layers.map((layer) => (layer.type === 'linear' ? { ...layer, in: layer.in + 4 } : layer))
  const weights = await openComponent(golden)
  expect(() => buildMatcher({ ...rest, layers: wider }, weights)).toThrow(/head\.weight/)
})

describe.skipIf(!existsSync(starter))('beside the text encoder of the starter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verso-test-'))
  let matcher: Matcher

  beforeAll(async () => {
    fillModel(folder)
    matcher = await openMatcher(folder, options)
  })
  afterAll(async () => {
    await matcher.release()
    rmSync(folder, { recursive: true, force: true })
  })

  test('sentences are those of all-MiniLM', async () => {
    const texts = JSON.parse(readFileSync(join(golden, 'texts.json'), 'utf8')) as string[]
    const found = await matcher.embedTexts(texts)
    const expected = goldens.get('sentences')!.data
    found.forEach((vector, index) => {
      expect(distance(vector, expected.subarray(index * 384, (index + 1) * 384))).toBeLessThan(2e-3)
    })
  })

  test('a description lists the nearest phrases first', async () => {
    const picture = tensorToPicture(goldens.get('pixels')!)
    const { things, styles } = await matcher.describe(picture, 2)
    expect(things).toHaveLength(2)
    expect(things[0]!.likeness).toBeGreaterThanOrEqual(things[1]!.likeness)
    expect(styles.map(({ phrase }) => phrase)).toEqual(['noto style'])
  })

  test('phrases whose vectors are stored are not read again', async () => {
    const picture = tensorToPicture(goldens.get('pixels')!)
    const table = new Float32Array(3 * 384)
    table.set(await matcher.embedPicture(picture), 2 * 384)
    const stored = { dtype: 'F32', shape: [3, 384], bytes: new Uint8Array(table.buffer) }
    saveStored(join(folder, 'matcher', 'words.safetensors'), new Map([['things', stored]]))
    const other = await openMatcher(folder, options)
    const { things } = await other.describe(picture, 1)
    await other.release()
    rmSync(join(folder, 'matcher', 'words.safetensors'))
    expect(things).toEqual([{ phrase: 'a dog', likeness: expect.closeTo(1, 4) }])
  })

  test('a picture of any size becomes a vector of length 1', async () => {
    const vector = await matcher.embedPicture({
      ...{ width: 300, height: 200 },
      data: new Uint8Array(300 * 200 * 3).fill(90),
    })
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
  })
})

test('a model without a matcher is named, with what to do', async () => {
  const folder = temporaryFolder()
  const refused = openMatcher(folder, options)
  await expect(refused).rejects.toMatchObject({ code: 'model-missing', subject: folder })
  await expect(refused).rejects.toThrow(/has no matcher.*Choose Verso's own model/)
})

describe('the engine', () => {
  test('describes a picture and makes vectors, in this process and behind a process boundary alike', async () => {
    const modelPath = temporaryFolder()
    fillModel(modelPath)
    const picture = tensorToPicture(goldens.get('pixels')!)
    const client = createEngineClient({ spawn: () => nodeChild(entry) })
    const here = createEngine()
    const texts = JSON.parse(readFileSync(join(golden, 'texts.json'), 'utf8')) as string[]
    const ask = async (engine: Engine) => ({
      description: await engine.describePicture({ modelPath, picture, count: 2 }),
      picture: await engine.embed({ modelPath, picture }),
      texts: await engine.embed({ modelPath, texts }),
    })
    const [one, other] = [await ask(here), await ask(client)]
    const missing = { modelPath: golden, picture, count: 2 }
    await expect(client.describePicture(missing)).rejects.toMatchObject({ code: 'model-missing' })
    await expect(client.embed({ modelPath, texts: [] })).resolves.toEqual([])
    await Promise.all([here.dispose(), client.dispose()])
    expect(other).toEqual(one)
    expect(one.description.things).toHaveLength(2)
    expect(distance(one.texts[1]!, goldens.get('sentences')!.data.subarray(384, 768))).toBeLessThan(2e-3)
    expect(Math.hypot(...one.picture[0]!)).toBeCloseTo(1, 4)
  })

  test('a picture whose pixels do not fit its size is refused at the boundary', async () => {
    const client = createEngineClient({ spawn: () => nodeChild(entry) })
    const picture = { width: 4, height: 4, data: new Uint8Array(5) }
    await expect(client.describePicture({ modelPath: golden, picture, count: 1 })).rejects.toMatchObject({
      code: 'bad-request',
    })
    await expect(client.embed({ modelPath: golden, picture })).rejects.toMatchObject({ code: 'bad-request' })
    await client.dispose()
  })
})

/** The starter's text encoder with the small matcher beside it. */
function fillModel(folder: string): void {
  for (const part of ['model_index.json', 'verso.json', 'text_encoder', 'tokenizer'])
    symlinkSync(join(starter, part), join(folder, part))
  mkdirSync(join(folder, 'matcher'))
  for (const file of ['config.json', 'model.safetensors'])
    copyFileSync(join(golden, file), join(folder, 'matcher', file))
  const words = {
    things: ['an apple', 'a cat', 'a dog'],
    styles: { noto: 'noto style' },
    ...{ backgrounds: {}, places: {} },
  }
  writeFileSync(join(folder, 'matcher', 'words.json'), JSON.stringify(words))
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

function distance(one: Float32Array, other: Float32Array): number {
  return Math.hypot(...one.map((value, index) => value - other[index]!))
}
