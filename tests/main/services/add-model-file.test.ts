import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addModelFile, kindOf } from '#services/add-model-file.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

function safetensors(names: readonly string[]): Buffer {
  const entries = names.map((name, i) => [
    name,
    { dtype: 'F32', shape: [1], data_offsets: [i * 4, i * 4 + 4] },
  ])
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  return Buffer.concat([length, header, Buffer.alloc(names.length * 4)])
}

function dropped(name: string, bytes: Buffer): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, bytes)
  return path
}

describe('a dropped model file', () => {
  it('goes to the folder of its kind, with the same bytes', async () => {
    const models = temporaryFolder()
    const bytes = safetensors(['lora_unet_down_blocks_0.lora_down.weight'])
    const path = dropped('ink.safetensors', bytes)
    const added = await addModelFile(path, models)
    expect(added).toEqual({ kind: 'lora', name: 'ink', file: join('loras', 'ink.safetensors') })
    expect(readFileSync(join(models, added.file)).equals(bytes)).toBe(true)
    expect(await addModelFile(path, models)).toEqual(added)
  })

  it('never takes the place of another file', async () => {
    const models = temporaryFolder()
    await addModelFile(dropped('a.safetensors', safetensors(['first'])), models)
    const second = addModelFile(dropped('a.safetensors', safetensors(['second'])), models)
    await expect(second).rejects.toMatchObject({ code: 'bad-request', message: /is there already/ })
  })

  it('is refused when it is damaged or of another kind, and nothing is left behind', async () => {
    const models = join(temporaryFolder(), 'models')
    const damaged = addModelFile(dropped('b.safetensors', Buffer.from('12345678nonsense')), models)
    await expect(damaged).rejects.toMatchObject({ code: 'model-damaged' })
    const pickle = addModelFile(dropped('c.ckpt', Buffer.from('PK')), models)
    await expect(pickle).rejects.toMatchObject({ code: 'bad-request' })
    expect(existsSync(models)).toBe(false)
  })

  it.each([
    [['lora_te_text_model.alpha'], 'lora'],
    [['unet.conv.hada_w1_a'], 'lora'],
    [['control_model.input_blocks.0.0.weight'], 'control'],
    [['controlnet_cond_embedding.conv_in.weight'], 'control'],
    [['emb_params'], 'embedding'],
    [['clip_g', 'clip_l'], 'embedding'],
    [['model.diffusion_model.out.0.weight', 'first_stage_model.x'], 'model'],
  ] as const)('with %s is a %s', (names, kind) => {
    expect(kindOf(names)).toBe(kind)
  })
})
