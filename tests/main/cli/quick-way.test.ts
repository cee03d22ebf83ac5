import { copyFileSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCli, tinyModel } from '#tests/support/run-cli.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'

const kohya = join(import.meta.dirname, '..', '..', 'fixtures', 'golden', 'adapters', 'kohya.safetensors')

function quickModel(name: string): string {
  const path = join(temporaryFolder(), name)
  cpSync(tinyModel, path, { recursive: true })
  copyFileSync(kohya, join(path, 'few.safetensors'))
  const quick = { lora: 'few.safetensors', steps: 3, guidance: 1, sampler: 'lcm' }
  writeFileSync(join(path, 'verso.json'), JSON.stringify({ name: 'Tiny', quick }))
  return path
}

const requestIn = (stdout: string) => (JSON.parse(stdout) as { request: GenerationRequest }).request
const asked = ['--prompt', 'a red apple', '--seed', '5', '--json']

it('makes a picture by the model’s quick way, and the record says so', async () => {
  const model = quickModel('Mine')
  const out = join(temporaryFolder(), 'quick.png')
  const made = await runCli(['generate', '--model', model, '--quick', ...asked, '--out', out])
  expect([made.code, made.stderr.includes('denoise 3/3')]).toEqual([0, true])
  expect(requestIn(made.stdout)).toMatchObject({
    ...{ steps: 3, guidanceScale: 1, sampler: 'lcm' },
    loras: [{ file: join(model, 'few.safetensors'), weight: 1 }],
  })
  const read = await runCli(['read', out])
  expect(read.stdout).toMatch(/With +LoRA few, weight 1/)
  expect((await runCli(['models', 'inspect', model])).stdout).toMatch(
    /Quick way +lcm, 3 steps, guidance 1, with few.safetensors/,
  )
})

it('what is given beside it counts, and the starter’s file keeps its name', async () => {
  const out = join(temporaryFolder(), 'quick.png')
  const more = ['--steps', '2', '--lora', `${kohya}:0.5`, '--out', out]
  const made = await runCli(['generate', '--quick', ...asked, ...more], { starterDir: quickModel('own') })
  expect(made.code).toBe(0)
  expect(requestIn(made.stdout)).toMatchObject({
    ...{ model: 'starter', steps: 2, guidanceScale: 1, sampler: 'lcm' },
    loras: [
      { file: 'starter/few.safetensors', weight: 1 },
      { file: kohya, weight: 0.5 },
    ],
  })
})

it('refuses a model that has no quick way', async () => {
  const made = await runCli(['generate', '--model', tinyModel, '--quick', ...asked])
  expect(made.code).toBe(2)
  expect(made.stdout + made.stderr).toContain('has no quick way')
})
