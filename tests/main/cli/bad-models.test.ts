import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exitBadInput } from '#cli/exit.ts'
import { runCli, tinyModel } from '#tests/support/run-cli.ts'
import { rewriteStored, safetensorsBytes } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** Any of these says what to do. */
const wayOut = /(get|choose|check|unpack) (it|the|this|that|a|another|its)\b/i

async function refusalOf(path: string): Promise<string> {
  const { code, stdout, stderr } = await runCli(['models', 'inspect', path])
  expect(stdout).toBe('')
  expect(code).toBe(exitBadInput)
  expect(stderr).toMatch(wayOut)
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(3)
  return stderr
}

const zipped = Buffer.from('PK\u0003\u0004archive/data.pkl')
const weights = (header: unknown, data = 4): Buffer => safetensorsBytes(header, data)
const tensor = { dtype: 'F32', shape: [1], data_offsets: [0, 4] }

/** What an artist may have in a file that is called .safetensors. */
const files: [string, Buffer, string][] = [
  ['a pickle of torch', zipped, 'is a pickle, which can run programs'],
  ['an older pickle', Buffer.from([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46]), 'is a pickle'],
  [
    'a pickle made to look like a header',
    Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\u0000\u0000\u0001{'), Buffer.alloc(64)]),
    'is a pickle',
  ],
  ['a GGUF model', Buffer.from('GGUF\u0003\u0000\u0000\u0000'), 'is a GGUF file'],
  ['a packed model', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), 'is a packed archive'],
  ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'is a picture'],
  ['a config', Buffer.from('{\n  "_class_name": "UNet2DConditionModel"\n}'), 'is a config, not the weights'],
  [
    'one ONNX network',
    Buffer.from([8, 8, 0x12, 7, ...Buffer.from('pytorch')]),
    'one network of an ONNX model',
  ],
  ['a web page', Buffer.from('<!doctype html><title>Log in</title>'), 'it is a web page'],
  [
    'a pointer',
    Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00'),
    'pointer of Git LFS',
  ],
  ['nothing', Buffer.alloc(0), 'it holds only 0 bytes'],
  ['half a header', weights({ a: tensor }).subarray(0, 30), 'but the file holds 30'],
  [
    'half its weights',
    weights({ a: { ...tensor, shape: [9], data_offsets: [0, 36] } }, 12),
    'but the file holds',
  ],
  ['a header of 17 exabytes', Buffer.alloc(64, 0xff), 'does not begin with a safetensors header'],
  ['two tensors in one place', weights({ a: tensor, b: tensor }), 'tensors "a" and "b" overlap'],
  ['a name twice', weights('{"a":1,"a":2}'), 'has "a" twice'],
  [
    'a giant tensor',
    weights({ a: { ...tensor, shape: [2 ** 30, 2 ** 30] } }),
    'takes 4 bytes where its shape asks',
  ],
  ['a type of its own', weights({ a: { ...tensor, dtype: 'Q4_K' } }), 'unknown type, "Q4_K"'],
  ['another network’s tensors', weights({ a: tensor }), ''],
]

describe('models inspect says of a file that is no model', () => {
  it.each(files)('%s', async (_, bytes, reason) => {
    const path = join(temporaryFolder(), 'My Model.safetensors')
    writeFileSync(path, bytes)
    const text = await refusalOf(path)
    expect(text).toContain('My Model.safetensors')
    expect(text).toContain(reason)
  })

  it('a pickle by its own name', async () => {
    const path = join(temporaryFolder(), 'model.ckpt')
    writeFileSync(path, zipped)
    expect(await refusalOf(path)).toContain('get the .safetensors version')
  })

  it('a folder of something else', async () => {
    expect(await refusalOf(temporaryFolder())).toContain('no model_index.json')
  })
})

const unet = 'unet/diffusion_pytorch_model.safetensors'

/** What can be wrong with one file of a whole model. */
const damages: [string, (folder: string) => void, string][] = [
  ['weights cut short', (folder) => truncateSync(join(folder, unet), 200_000), 'but the file holds 200000'],
  [
    'a tensor too few',
    (folder) =>
      rewriteStored(join(folder, unet), (stored) => {
        stored.delete('up_blocks.1.attentions.0.proj_in.weight')
        return stored
      }),
    'lacks the tensor "up_blocks.1.attentions.0.proj_in.weight"',
  ],
  [
    'a tensor of another shape',
    (folder) =>
      rewriteStored(join(folder, unet), (stored) => {
        const bias = stored.get('conv_in.bias')!
        return stored.set('conv_in.bias', { ...bias, shape: [8], bytes: bias.bytes.subarray(0, 16) })
      }),
    `the tensor "conv_in.bias" is 8, but the model's config asks for 16`,
  ],
  ['a pickle in place of weights', (folder) => writeFileSync(join(folder, unet), zipped), 'is a pickle'],
  [
    'weights of another part',
    (folder) => cpSync(join(folder, 'vae/diffusion_pytorch_model.safetensors'), join(folder, unet)),
    'lacks the tensor "time_embedding.linear_1.weight"',
  ],
]

describe('models inspect says of a damaged model', () => {
  it.each(damages)('%s', async (_, damage, reason) => {
    const folder = join(temporaryFolder(), 'My Model')
    mkdirSync(folder)
    cpSync(tinyModel, folder, { recursive: true })
    damage(folder)
    const text = await refusalOf(folder)
    expect(text).toContain(join(folder, unet))
    expect(text).toContain(reason)
  })
})

describe('sizes', () => {
  it('that are no multiples of 8 are refused with the nearest that is one', async () => {
    const { code, stderr } = await runCli([
      ...['generate', '--model', tinyModel, '--prompt', 'an apple', '--steps', '1'],
      ...['--width', '65', '--height', '64', '--library', 'none', '--out', join(temporaryFolder(), 'x.png')],
    ])
    expect(code).toBe(exitBadInput)
    expect(stderr).toMatch(/multiple of 8.*65.*(Take|Choose|take) 64/s)
  })
})

it('a good file is not among them', () => {
  expect(readFileSync(join(tinyModel, unet))[8]).toBe('{'.charCodeAt(0))
})
