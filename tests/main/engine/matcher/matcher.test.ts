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
import { MatcherConfig } from '#engine/matcher/config.ts'
import { buildMatcher } from '#engine/matcher/graph.ts'
import { openMatcher } from '#engine/matcher/open-matcher.ts'
import type { Matcher } from '#engine/matcher/open-matcher.ts'
import { openComponent } from '#engine/models/diffusers/component-weights.ts'
import { lazySession } from '#engine/networks/lazy-session.ts'
import { tensorToPicture } from '#engine/tensor/pictures.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { saveStored } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const golden = join(root, 'tests', 'fixtures', 'golden', 'matcher')
const starter = join(root, 'assets', 'models', 'starter')
const options = { provider: 'cpu', threads: 1, subject: golden, clock: { ms: 0 } } as const
const config = (): unknown => JSON.parse(readFileSync(join(golden, 'config.json'), 'utf8'))

let goldens: Map<string, Tensor>
beforeAll(async () => {
  goldens = await readTensors(join(golden, 'goldens.safetensors'))
})

test('its graph gives what torch gives', async () => {
  const graph = buildMatcher(MatcherConfig.parse(config()), await openComponent(golden))
  const session = lazySession(graph, options)
  const { shape, data } = await session.run({ pixels: goldens.get('pixels')! }, 'vectors')
  await session.release()
  expect(shape).toEqual([1, 384])
  expect(distance(unit(data), goldens.get('vectors')!.data)).toBeLessThan(1e-5)
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

test('a model without a matcher is named', async () => {
  await expect(openMatcher(temporaryFolder(), options)).rejects.toThrow(/matcher/)
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
