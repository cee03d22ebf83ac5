import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { VersoError } from '#shared/errors.ts'
import { checkOnnxFile } from '#engine/foreign-onnx/gate/gate.ts'
import { exportedModel } from '#tests/support/hostile/onnx-exports.ts'
import type { add } from '#tests/support/hostile/onnx-models.ts'
import { handModel, node, outside, port, tensor } from '#tests/support/hostile/onnx-models.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

function failure(file: string): VersoError {
  try {
    checkOnnxFile(file)
  } catch (error) {
    if (error instanceof VersoError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

function write(bytes: Uint8Array): string {
  const file = join(temporaryFolder(), 'model.onnx')
  writeFileSync(file, bytes)
  return file
}

describe('files that exporters wrote pass', () => {
  test('optimum-onnx, weights inside', () => {
    const folder = exportedModel('optimum')
    const unet = checkOnnxFile(join(folder, 'unet', 'model.onnx'))
    expect(unet.inputs.map(({ name, type, shape }) => [name, type, shape?.length])).toEqual([
      ['sample', 1, 4],
      ['timestep', 1, 0],
      ['encoder_hidden_states', 1, 3],
    ])
    expect(unet.outputs.map(({ name }) => name)).toEqual(['out_sample'])
    expect(unet.nodes).toBeGreaterThan(500)
    expect(unet.paths).toEqual([join(folder, 'unet', 'model.onnx')])
    expect(unet.random).toEqual([])
  })

  test('diffusers’ converter, weights in a file beside', () => {
    const folder = exportedModel('converter')
    const unet = checkOnnxFile(join(folder, 'unet', 'model.onnx'))
    expect(unet.paths).toEqual([join(folder, 'unet', 'model.onnx'), join(folder, 'unet', 'weights.pb')])
    expect(unet.constants.filter(({ external }) => external !== null).length).toBeGreaterThan(50)
    expect(checkOnnxFile(join(folder, 'vae_encoder', 'model.onnx')).random).toHaveLength(1)
  })
})

test('a small model passes, and says what it is', () => {
  const facts = checkOnnxFile(write(handModel()))
  expect(facts.inputs).toEqual([{ name: 'x', type: 1, shape: ['batch', 3] }])
  expect(facts.constants).toEqual([
    { name: 'w', type: 1, shape: [2, 3], bytes: 24, external: null, values: null },
  ])
})

const inside = (graph: (writer: Parameters<typeof add>[0]) => unknown, depth: number): typeof add =>
  node('If', ['x'], '', (attribute) =>
    attribute.text(1, 'then_branch').message(6, (inner) => {
      if (depth > 1) inner.message(1, (deeper) => void inside(graph, depth - 1)(deeper))
      else graph(inner)
    }),
  )

const refusals: [string, Buffer, VersoError['code'], string][] = [
  ['an empty file', Buffer.alloc(0), 'model-damaged', 'holds no graph'],
  ['noise', Buffer.alloc(100, 0xee), 'model-damaged', 'no ONNX model'],
  ['a cut file', handModel().subarray(0, 60), 'model-damaged', 'broken at byte'],
  ['a web page', Buffer.from('<!DOCTYPE html><p>Sign in'), 'model-damaged', 'web page'],
  ['a pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), 'model-damaged', 'Git LFS'],
  ['a pickle', Buffer.from('PK\u0003\u0004archive/data.pkl'), 'model-unsupported', 'archive'],
  [
    'an operator of another set',
    handModel({ nodes: [node('CLIPTokenizer', ['x'], 'ai.onnx.contrib')] }),
    'model-unsupported',
    'operator "CLIPTokenizer" comes from "ai.onnx.contrib"',
  ],
  ['an unknown operator', handModel({ nodes: [node('Explode', ['x'])] }), 'model-unsupported', '"Explode"'],
  [
    'a set named like a property of objects',
    handModel({ nodes: [node('Add', ['x'], 'constructor')] }),
    'model-unsupported',
    '"constructor"',
  ],
  [
    'an operator that opens files',
    handModel({ nodes: [node('EPContext', ['x'], 'com.microsoft')] }),
    'model-unsupported',
    '"EPContext"',
  ],
  [
    'an unknown operator inside a branch',
    handModel({ nodes: [inside((graph) => graph.message(1, (one) => void node('Explode', ['x'])(one)), 3)] }),
    'model-unsupported',
    '"Explode"',
  ],
  ['graphs in graphs', handModel({ nodes: [inside(() => {}, 12)] }), 'model-unsupported', 'more than 8 deep'],
  [
    'operators of its own',
    handModel({ model: (writer) => writer.message(25, (one) => one.text(1, 'Mine')) }),
    'model-unsupported',
    'operators of its own',
  ],
  [
    'a model for training',
    handModel({ model: (writer) => writer.message(20, () => {}) }),
    'model-unsupported',
    'training',
  ],
  ['operators of the future', handModel({ opset: 99 }), 'model-unsupported', 'version 99'],
  ['operators of the past', handModel({ opset: 3 }), 'model-unsupported', 'version 3'],
  [
    'two graphs',
    handModel({ model: (writer) => writer.message(7, (graph) => graph.text(2, 'another')) }),
    'model-damaged',
    'broken',
  ],
  [
    'a giant side',
    handModel({ constants: [tensor('w', [2 ** 40], () => {})] }),
    'model-unsupported',
    'side of 1099511627776',
  ],
  [
    'a negative side',
    handModel({ constants: [tensor('w', [-5], () => {})] }),
    'model-unsupported',
    'side of -5',
  ],
  [
    'a giant tensor',
    handModel({ constants: [tensor('w', [2 ** 30, 2 ** 30], () => {})] }),
    'model-unsupported',
    '1073741824 × 1073741824',
  ],
  [
    'a giant input',
    handModel({ graph: (graph) => graph.message(11, (one) => void port('z', [2 ** 50])(one)) }),
    'model-unsupported',
    'side of 1125899906842624',
  ],
  [
    'a large tensor without numbers',
    handModel({ constants: [tensor('w', [100_000, 10_000], () => {})] }),
    'model-damaged',
    'holds 0 bytes',
  ],
  [
    'a tensor with too few bytes',
    handModel({ constants: [tensor('w', [2, 3], (writer) => writer.bytes(9, new Uint8Array(23)))] }),
    'model-damaged',
    '2 × 3 of float32, holds 23 bytes',
  ],
  [
    'a graph that fills memory by itself',
    handModel({
      constants: [
        tensor(
          's',
          [2],
          (writer) => writer.bytes(9, new Uint8Array(BigInt64Array.of(1n << 30n, 1n << 30n).buffer)),
          7,
        ),
      ],
      nodes: [node('ConstantOfShape', ['s'])],
    }),
    'model-unsupported',
    '"ConstantOfShape" fills a tensor of 1073741824 × 1073741824',
  ],
  [
    'a graph that fills memory at random',
    handModel({
      nodes: [
        node('RandomNormal', [], '', (one) =>
          one
            .text(1, 'shape')
            .integer(8, 2 ** 30)
            .integer(8, 2 ** 30),
        ),
      ],
    }),
    'model-unsupported',
    '"RandomNormal" fills',
  ],
  [
    'a text where numbers should be',
    handModel({ constants: [tensor('w', [1], (writer) => writer.text(6, 'x'), 8)] }),
    'model-unsupported',
    'type 8',
  ],
  [
    'a name that would hide what follows',
    handModel({ nodes: [node('Ex\u202eplo\u001b[2Jde', ['x'])] }),
    'model-unsupported',
    '"Ex�plo�[2Jde"',
  ],
  [
    'a sparse tensor',
    handModel({ graph: (graph) => graph.message(15, () => {}) }),
    'model-unsupported',
    'sparse',
  ],
]

describe('what is no model for pictures is refused by name', () => {
  test.each(refusals)('%s', (_, bytes, code, reason) => {
    const file = write(bytes)
    const error = failure(file)
    expect(error.message).toContain(reason)
    expect(error).toMatchObject({ code, subject: file })
    expect(error.message).toMatch(/(get it again from its source|get this model as \.safetensors)/)
  })

  test('a file that is not there', () => {
    expect(failure('/no/model.onnx')).toMatchObject({ code: 'model-missing', subject: '/no/model.onnx' })
  })

  test('a folder', () => {
    expect(failure(temporaryFolder()).message).toContain('it is no file')
  })

  test.skipIf(process.platform === 'win32')('a pipe, without waiting for its writer', () => {
    const file = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [file])
    expect(failure(file).message).toContain('it is no file')
  })
})

function writeOutside(entries: Record<string, string | number>): string {
  const folder = join(temporaryFolder(), 'model')
  mkdirSync(join(folder, 'data'), { recursive: true })
  for (const path of ['../secret', 'weights', 'data/weights'])
    writeFileSync(join(folder, path), Buffer.alloc(64))
  const file = join(folder, 'model.onnx')
  writeFileSync(file, handModel({ constants: [tensor('w', [2, 3], outside(entries))] }))
  return file
}

describe('weights outside the file', () => {
  test.each([
    ['from the start', { location: 'weights' }],
    ['from a place to the end', { location: 'weights', offset: 40, length: 24 }],
    ['in a folder beside', { location: 'data/weights', offset: '8' }],
  ])('are found %s', (_, entries) => {
    const { paths, constants } = checkOnnxFile(writeOutside(entries))
    expect(paths).toHaveLength(2)
    expect(constants[0]?.external).toMatchObject({ location: entries.location, length: 24 })
  })

  test.each([
    ['above the folder', { location: '../secret' }],
    ['above the folder by a detour', { location: 'data/../../secret' }],
    ['by an absolute path', { location: '/etc/passwd' }],
    ['by a drive', { location: 'C:/secret' }],
    ['with backslashes', { location: '..\\secret' }],
    ['at an address in memory', { location: '*/_ORT_MEM_ADDR_/*', offset: 140_000_000_000, length: 24 }],
    ['by a location with a zero', { location: 'weights\u0000.txt' }],
    ['by an empty location', { location: '' }],
    ['in a folder', { location: 'data' }],
  ])('are refused %s', (_, entries) => {
    const error = failure(writeOutside(entries))
    expect(error.code).toBe('model-unsupported')
    expect(error.message).toMatch(/weights are to be read from/)
  })

  test.each([
    ['behind the end', { location: 'weights', offset: 41 }, 'ends at byte 65, but the file holds 64'],
    ['far behind the end', { location: 'weights', offset: '999999999999999' }, 'ends at byte'],
    ['before the start', { location: 'weights', offset: '-8' }, 'offset "-8"'],
    ['at a place that is no number', { location: 'weights', offset: '0x10' }, 'offset "0x10"'],
    ['longer than their shape', { location: 'weights', length: 25 }, 'takes 24 bytes'],
    ['in a file that is not there', { location: 'nowhere' }, 'was not found'],
    ['nowhere', { offset: 0 }, 'does not say where it lies'],
  ])('are refused %s', (_, entries, reason) => {
    const error = failure(writeOutside(entries))
    expect(error.code).toBe('model-damaged')
    expect(error.message).toContain(reason)
  })

  test('said twice are refused', () => {
    const twice = tensor('w', [2, 3], (writer) => {
      outside({ location: 'weights' })(writer)
      outside({ location: '../secret' })(writer)
    })
    expect(failure(write(handModel({ constants: [twice] }))).message).toContain('"location" twice')
  })

  test('inside and outside at once are refused', () => {
    const both = tensor('w', [2, 3], (writer) => {
      outside({ location: 'weights' })(writer)
      writer.bytes(9, new Uint8Array(24))
    })
    expect(failure(write(handModel({ constants: [both] }))).message).toContain('where it lies')
  })

  test('of a constant inside a node are checked too', () => {
    const constant = node('Constant', [], '', (attribute) =>
      attribute.text(1, 'value').message(5, (inner) => {
        tensor('w', [2, 3], outside({ location: '../secret' }))(inner)
      }),
    )
    expect(failure(write(handModel({ nodes: [constant] }))).message).toContain('"../secret"')
  })

  test.skipIf(process.platform === 'win32')('behind a link out of the folder are refused', () => {
    const file = writeOutside({ location: 'link' })
    symlinkSync(join(file, '..', '..', 'secret'), join(file, '..', 'link'))
    expect(failure(file).message).toContain("a link that leaves the model's folder")
  })
})
