import { expect, test } from 'vitest'
import { ProtobufWriter, varint } from '#engine/graph/onnx/protobuf.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

// The examples of https://protobuf.dev/programming-guides/encoding/
test.each([
  [0, '00'],
  [1, '01'],
  [127, '7f'],
  [128, '8001'],
  [150, '9601'],
  [2 ** 53 - 1, 'ffffffffffffff0f'],
  [-1, 'ffffffffffffffffff01'],
  [-2, 'feffffffffffffffff01'],
])('the number %d', (value, bytes) => {
  expect(hex(varint(value))).toBe(bytes)
})

test('fields', () => {
  expect(hex(new ProtobufWriter().integer(1, 150).finish())).toBe('089601')
  expect(hex(new ProtobufWriter().text(2, 'testing').finish())).toBe('120774657374696e67')
  expect(hex(new ProtobufWriter().message(3, (inner) => inner.integer(1, 150)).finish())).toBe('1a03089601')
  expect(hex(new ProtobufWriter().float(2, 1).finish())).toBe('150000803f')
  expect(hex(new ProtobufWriter().integer(16, 1).finish())).toBe('800101')
})
