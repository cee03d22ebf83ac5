import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fromHalf } from '#engine/weights/half.ts'
import { readTensors } from '#engine/weights/read-tensor.ts'
import { safetensorsBytes } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

test.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x7bff, 65_504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x7e00, NaN],
])('half precision %i is %d', (bits, value) => {
  expect(fromHalf(bits)).toBe(value)
})

test('numbers of every type are read', async () => {
  const file = join(temporaryFolder(), 'x.safetensors')
  const parts: Record<string, [string, number[], Uint8Array]> = {
    f32: ['F32', [2], new Uint8Array(Float32Array.of(1.5, -2).buffer)],
    f16: ['F16', [2], Uint8Array.of(0x00, 0x3c, 0x00, 0xc0)],
    bf16: ['BF16', [2], Uint8Array.of(0x80, 0x3f, 0x00, 0xc0)],
    i64: ['I64', [1], new Uint8Array(BigInt64Array.of(-7n).buffer)],
    u8: ['U8', [1, 3], Uint8Array.of(1, 2, 255)],
  }
  const header: Record<string, unknown> = {}
  let at = 0
  for (const [name, [dtype, shape, bytes]] of Object.entries(parts)) {
    header[name] = { dtype, shape, data_offsets: [at, (at += bytes.length)] }
  }
  writeFileSync(
    file,
    safetensorsBytes(header, Buffer.concat(Object.values(parts).map(([, , bytes]) => bytes))),
  )
  const tensors = await readTensors(file)
  expect(Object.fromEntries([...tensors].map(([name, { data }]) => [name, [...data]]))).toEqual({
    f32: [1.5, -2],
    f16: [1, -2],
    bf16: [1, -2],
    i64: [-7],
    u8: [1, 2, 255],
  })
  expect(tensors.get('u8')?.shape).toEqual([1, 3])
})
