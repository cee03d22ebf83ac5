import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bytesSource } from '#engine/foreign-onnx/gate/byte-source.ts'
import { checkOnnxFile } from '#engine/foreign-onnx/gate/gate.ts'
import { readFields } from '#engine/foreign-onnx/gate/protobuf-reader.ts'
import { readModel } from '#engine/foreign-onnx/gate/read-model.ts'
import { mutateTree, parseTree, writeTree } from '#tests/support/hostile/fuzz-protobuf.ts'
import { mutateBytes, pick, randomFrom, rounds, survives } from '#tests/support/hostile/fuzz.ts'
import { exportedModel } from '#tests/support/hostile/onnx-exports.ts'
import { add, handModel, node, outside, port, tensor } from '#tests/support/hostile/onnx-models.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** Whole runs make 120,000 mutations, on machines that do other work too. */
const whole = 1_200_000

const list = (...values: bigint[]): Uint8Array => new Uint8Array(BigInt64Array.from(values).buffer)

/** Small models that together have every part that the gate looks at. */
const models = [
  handModel(),
  handModel({ constants: [tensor('w', [2, 3], outside({ location: 'weights', offset: 8, length: 24 }))] }),
  handModel({
    constants: [
      tensor('w', [3], (one) => one.float(4, 1).float(4, 2).float(4, 3)),
      tensor('s', [2], (one) => one.bytes(9, list(2n, 3n)), 7),
      tensor('t', [2], (one) => one.bytes(7, Uint8Array.of(2, 3)), 7),
    ],
    nodes: [add, node('ConstantOfShape', ['s']), node('Expand', ['x', 't'])],
  }),
  handModel({
    nodes: [
      node('Constant', [], '', (one) =>
        one
          .text(1, 'value')
          .message(5, (inner) => void tensor('', [2], (raw) => raw.bytes(9, list(4n, 5n)), 7)(inner)),
      ),
      node('If', ['x'], '', (one) =>
        one.text(1, 'then_branch').message(6, (graph) => {
          graph.message(1, (inner) => void node('MultiHeadAttention', ['x'], 'com.microsoft')(inner))
          graph.message(5, (inner) => void tensor('v', [1])(inner))
          graph.message(12, (inner) => void port('y', [1])(inner))
        }),
      ),
      node('RandomNormal', [], '', (one) => one.text(1, 'shape').integer(8, 2).integer(8, 3).integer(20, 7)),
    ],
  }),
]

test('the fuzzer’s own reader writes what it read', () => {
  for (const model of models) expect(writeTree(parseTree(model)!)).toEqual(model)
})

test(
  'mutations of models pass or are refused, never anything else',
  () => {
    const random = randomFrom(20260104)
    const total = rounds(3000, 120_000)
    let passed = 0
    for (let round = 0; round < total; round++) {
      const model = pick(random, models)
      const bytes = round % 3 === 0 ? mutateBytes(model, random) : mutateTree(model, random)
      const check = (): void => {
        const { constants } = readModel('x.onnx', bytesSource(bytes))
        const outgrown = constants.find((one) => one.external === null && one.bytes > 16 * bytes.length)
        if (outgrown !== undefined) throw new Error(`Tensor ${outgrown.name} is larger than the file.`)
      }
      if (survives(check, () => `Round ${round}: ${bytes.toString('base64')}`)) passed++
    }
    expect(passed).toBeGreaterThan(total / 50)
    expect(passed).toBeLessThan(total / 2)
  },
  whole,
)

test('whatever the bytes, the reader of fields ends within them', () => {
  const random = randomFrom(20260105)
  for (let round = 0; round < rounds(2000, 100_000); round++) {
    const bytes = Buffer.from(Array.from({ length: random(40) }, () => random(256)))
    const reading = { file: 'x', source: bytesSource(bytes), fieldsLeft: 1000 }
    const read = (): void => {
      let at = 0
      for (const { tagStart, end } of readFields(reading, 0, bytes.length)) {
        if (tagStart !== at || end <= at) throw new Error(`A field from ${tagStart} to ${end} at ${at}.`)
        at = end
      }
      if (at !== bytes.length) throw new Error(`${at} of ${bytes.length} bytes were read.`)
    }
    survives(read, () => bytes.toString('hex'))
  }
})

test('mutations of a real export, through its file', () => {
  const folder = exportedModel('converter')
  const file = join(folder, 'unet', 'model.onnx')
  const bytes = readFileSync(file)
  const random = randomFrom(20260106)
  for (let round = 0; round < rounds(20, 2000); round++) {
    writeFileSync(file, mutateBytes(bytes, random))
    survives(
      () => checkOnnxFile(file),
      () => `Round ${round}`,
    )
  }
})

test('a million of the shortest fields, and messages in messages, end soon', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'model.onnx')
  for (const bytes of [
    Buffer.alloc(12_000_000, Buffer.from([8, 0])),
    Buffer.alloc(12_000_000, Buffer.from([0x3a, 0])),
    writeTree([wrapped(300_000)]),
  ]) {
    writeFileSync(file, bytes)
    expect(
      survives(
        () => checkOnnxFile(file),
        () => `${bytes.length} bytes`,
      ),
    ).toBe(false)
  }
})

/** A graph in a node in a graph …, built from the inside. */
function wrapped(levels: number): NonNullable<ReturnType<typeof parseTree>>[number] {
  let content: Uint8Array = new Uint8Array(0)
  const kinds = [7, 1, 5, 6]
  for (let level = 0; level < Math.min(levels, 3000); level++) {
    content = writeTree([{ number: kinds[1 + (level % 3)]!, wire: 2, value: 0n, content, length: null }])
  }
  return { number: 7, wire: 2, value: 0n, content, length: null }
}
