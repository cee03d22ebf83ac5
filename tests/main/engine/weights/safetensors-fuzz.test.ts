import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refuseOtherKinds } from '#engine/weights/file-kind.ts'
import { headerLength, parseHeader } from '#engine/weights/safetensors-header.ts'
import type { TensorPlace } from '#engine/weights/safetensors-header.ts'
import { mutateBytes, pick, randomFrom, rounds, survives } from '#tests/support/hostile/fuzz.ts'
import type { Random } from '#tests/support/hostile/fuzz.ts'
import { tinyModel } from '#tests/support/engine/goldens.ts'
import { safetensorsBytes } from '#tests/support/engine/safetensors.ts'

const dataBytes = 64
const good: Record<string, unknown> = {
  __metadata__: { format: 'pt', ss_network_dim: '8' },
  a: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
  b: { dtype: 'F16', shape: [4], data_offsets: [24, 32] },
  'model.diffusion_model.input_blocks.0.0.weight': {
    dtype: 'BF16',
    shape: [2, 2, 2, 2],
    data_offsets: [32, 64],
  },
  empty: { dtype: 'F32', shape: [0, 7], data_offsets: [64, 64] },
}

/** As a file is read: its kind, its header's length, its header. */
function read(bytes: Uint8Array): Map<string, TensorPlace> {
  const first = bytes.subarray(0, 64)
  refuseOtherKinds('x.safetensors', first)
  const length = headerLength('x.safetensors', first, bytes.length)
  return parseHeader('x.safetensors', bytes.subarray(8, 8 + length), bytes.length)
}

/** What an answer promises: tensors within the file, as long as their shapes ask for, none over another. */
function check(bytes: Buffer): void {
  const places = [...read(bytes).values()]
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.offset - b.offset)
  let end = 8
  for (const { offset, length } of places) {
    if (offset < end) throw new Error(`A tensor at ${offset}, before ${end}.`)
    end = offset + length
  }
  if (end > bytes.length) throw new Error(`A tensor ends at ${end} of ${bytes.length} bytes.`)
}

const numbers = [-1, -0, 0.5, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 - 1, 2 ** 63, 1e-320, 24, 32, 64]
const names = ['__proto__', 'constructor', 'a', '\u202etxt', '\u0000', '\ud800', 'x'.repeat(5000), '', '../a']
const types = ['F64', 'I64', 'U8', 'BOOL', 'F8_E4M3', 'F4', 'toString', '', 'f32']

function anything(random: Random): unknown {
  const kind = random(7)
  if (kind === 0) return pick(random, numbers)
  if (kind === 1) return pick(random, names)
  if (kind === 2) return null
  if (kind === 3) return [pick(random, numbers), pick(random, numbers)]
  if (kind === 4) return {}
  if (kind === 5) return new Array(random(20)).fill(pick(random, numbers))
  return deep(1 + random(400))
}

function deep(levels: number): unknown {
  let value: unknown = []
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** A header changed in what it says: types, sides, places, names. */
function mutateHeader(random: Random): Buffer {
  const header = structuredClone(good) as Record<string, Record<string, unknown>>
  const name = pick(random, Object.keys(header))
  const entry = header[name]!
  const kind = random(9)
  if (kind === 0) entry['dtype'] = random(2) === 0 ? pick(random, types) : anything(random)
  else if (kind === 1) entry['shape'] = anything(random)
  else if (kind === 2) entry['data_offsets'] = anything(random)
  else if (kind === 3) header[pick(random, names)] = entry
  else if (kind === 4) header[name] = anything(random) as never
  else if (kind === 5) delete entry[pick(random, Object.keys(entry))]
  else if (kind === 6) entry['data_offsets'] = [random(70), random(70)]
  else if (kind === 7) entry['shape'] = Array.from({ length: random(10) }, () => random(2 ** 31))
  const text = kind === 8 ? twice(JSON.stringify(header), random) : JSON.stringify(header)
  return safetensorsBytes(text, random(6) === 0 ? random(dataBytes) : dataBytes)
}

/** A header with a part of its text there a second time. */
function twice(text: string, random: Random): string {
  const parts = text.slice(1, -1).split(/,(?=")/)
  return `{${[...parts, pick(random, parts)].join(',')}}`
}

/** A header whose length says something else. */
function mutateLength(random: Random): Buffer {
  const bytes = safetensorsBytes(good, dataBytes)
  const lengths = [0n, 1n, 2n, BigInt(random(1000)), 2n ** 31n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]
  bytes.writeBigUInt64LE(pick(random, lengths))
  return bytes
}

test('mutations are read within the file or refused, never anything else', () => {
  const whole = safetensorsBytes(good, dataBytes)
  const random = randomFrom(20260102)
  const total = rounds(3000, 120_000)
  let read = 0
  for (let round = 0; round < total; round++) {
    const kind = round % 3
    const bytes =
      kind === 0
        ? mutateBytes(whole, random)
        : kind === 1
          ? mutateHeader(random)
          : round % 2 === 0
            ? mutateLength(random)
            : mutateBytes(mutateHeader(random), random)
    if (
      survives(
        () => check(bytes),
        () => `Round ${round}: ${bytes.toString('base64')}`,
      )
    )
      read++
  }
  expect(read).toBeGreaterThan(total / 100)
  expect(read).toBeLessThan(total / 2)
}, 1_200_000)

test('mutations of a real header too', () => {
  const file = readFileSync(join(tinyModel, 'text_encoder/model.safetensors'))
  const whole = file.subarray(0, 8 + Number(file.readBigUInt64LE(0)))
  const random = randomFrom(20260103)
  for (let round = 0; round < rounds(200, 10_000); round++) {
    const bytes = Buffer.concat([mutateBytes(whole, random), file.subarray(whole.length)])
    survives(
      () => check(bytes),
      () => `Round ${round}`,
    )
  }
})

test('lists in lists, however deep', () => {
  for (const levels of [10, 100_000])
    for (const text of [
      `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`,
      `{"a":{"dtype":${'['.repeat(levels)}${']'.repeat(levels)},"shape":[1],"data_offsets":[0,4]}}`,
      `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
      '['.repeat(levels),
    ])
      expect(
        survives(
          () => read(safetensorsBytes(text, 4)),
          () => `${levels}: ${text.slice(0, 40)}`,
        ),
      ).toBe(false)
})

test.runIf(process.env['VERSO_FULL'])('a hundred thousand names are too many, and none is read twice', () => {
  const header = Object.fromEntries(
    Array.from({ length: 100_001 }, (_, index) => [
      `t${index}`,
      { dtype: 'U8', shape: [0], data_offsets: [0, 0] },
    ]),
  )
  expect(
    survives(
      () => read(safetensorsBytes(header, 0)),
      () => 'many',
    ),
  ).toBe(false)
})
