import { describe, expect, test } from 'vitest'
import { VersoError } from '#shared/errors.ts'
import { headerLength, parseHeader } from '#engine/weights/safetensors-header.ts'
import type { TensorPlace } from '#engine/weights/safetensors-header.ts'
import { safetensorsBytes } from '#tests/support/engine/safetensors.ts'

const good = {
  __metadata__: { format: 'pt' },
  a: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
  b: { dtype: 'F16', shape: [4], data_offsets: [24, 32] },
  empty: { dtype: 'F32', shape: [0, 7], data_offsets: [32, 32] },
}

function read(bytes: Uint8Array): Map<string, TensorPlace> {
  const length = headerLength('x.safetensors', bytes.subarray(0, 64), bytes.length)
  return parseHeader('x.safetensors', bytes.subarray(8, 8 + length), bytes.length)
}

function failure(action: () => unknown): VersoError {
  try {
    action()
  } catch (error) {
    if (error instanceof VersoError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

test('a well-formed header gives each tensor its place in the file', () => {
  const bytes = safetensorsBytes(good, 32)
  const start = bytes.length - 32
  expect([...read(bytes)]).toEqual([
    ['a', { dtype: 'F32', shape: [2, 3], offset: start, length: 24 }],
    ['b', { dtype: 'F16', shape: [4], offset: start + 24, length: 8 }],
    ['empty', { dtype: 'F32', shape: [0, 7], offset: start + 32, length: 0 }],
  ])
})

const entry = (change: object): object => ({ a: { ...good.a, ...change } })

describe('a damaged header is refused with the reason', () => {
  test.each([
    ['no JSON', '{"a": ', 0, 'not valid JSON'],
    ['a list', '[]', 0, 'not a JSON object'],
    ['no tensor', {}, 0, 'names no tensor'],
    ['an entry that is no object', { a: 3 }, 32, '"a" has no description'],
    ['an unknown type', entry({ dtype: 'F12' }), 32, 'unknown type, "F12"'],
    ['a type from the prototype', entry({ dtype: 'toString' }), 32, 'unknown type'],
    ['a negative side', entry({ shape: [-2, -3] }), 32, 'no valid shape'],
    ['a fractional side', entry({ shape: [1.5, 4] }), 32, 'no valid shape'],
    ['a shape that is a text', entry({ shape: '2,3' }), 32, 'no valid shape'],
    ['too many axes', entry({ shape: new Array(9).fill(1) }), 32, 'no valid shape'],
    [
      'sides whose product is no number',
      entry({ shape: [2 ** 40, 2 ** 40] }),
      32,
      'where its shape asks for',
    ],
    ['offsets the wrong way', entry({ data_offsets: [24, 0] }), 32, 'takes -24 bytes'],
    ['three offsets', entry({ data_offsets: [0, 24, 48] }), 32, 'no valid offsets'],
    ['too short a place', entry({ data_offsets: [0, 20] }), 32, 'takes 20 bytes where its shape asks for 24'],
    ['a place beyond the file', good, 31, 'but the file holds'],
    ['a name twice', `{"a":${JSON.stringify(good.a)},"a":${JSON.stringify(good.a)}}`, 24, 'has "a" twice'],
    [
      'a name twice, once in other letters',
      `{"a":${JSON.stringify(good.a)},"\\u0061":${JSON.stringify(good.a)}}`,
      24,
      'has "a" twice',
    ],
    [
      'a place twice',
      '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"data_offsets":[1,2]}}',
      2,
      'has "data_offsets" twice',
    ],
    ['lists in lists', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 0, 'more than 16 deep'],
    ['a type that is a list', entry({ dtype: [['F32']] }), 24, 'unknown type, object'],
    [
      'an overlap',
      { a: good.a, b: { dtype: 'F32', shape: [4], data_offsets: [20, 36] } },
      64,
      'its tensors "a" and "b" overlap',
    ],
  ])('%s', (_, header, data, reason) => {
    const error = failure(() => read(safetensorsBytes(header, data)))
    expect(error.code).toBe('model-damaged')
    expect(error.subject).toBe('x.safetensors')
    expect(error.message).toContain(reason)
    expect(error.message).toContain('get it again from its source')
  })

  test.each([
    ['an empty file', Buffer.alloc(0), 'only 0 bytes'],
    ['half a length', Buffer.from([1, 2, 3]), 'only 3 bytes'],
    ['a length beyond the cap', Buffer.from('ffffffffffffffff7b', 'hex'), 'does not begin with'],
    ['a length beyond the file', Buffer.from('00010000000000007b', 'hex'), 'but the file holds 9'],
    ['no header', Buffer.alloc(8), 'its header is empty'],
  ])('%s', (_, bytes, reason) => {
    const error = failure(() => read(bytes))
    expect(error.code).toBe('model-damaged')
    expect(error.message).toContain(reason)
  })
})
