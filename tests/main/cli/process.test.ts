import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { tinyModel } from '#tests/support/run-cli.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const cli = fileURLToPath(new URL('../../../src-main/cli.ts', import.meta.url))

function verso(args: readonly string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => (text.stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (text.stderr += data.toString()))
  return { child, text, closed: once(child, 'close') as Promise<[number | null]> }
}

it('stops softly on Ctrl+C: exit code 130, JSON still whole, no half picture', async () => {
  const dir = temporaryFolder()
  const many = ['--steps', '1000', '--count', '50', '--seed', '1', '--json', '--out', join(dir, 'out.png')]
  const { child, text, closed } = verso(['generate', '--model', tinyModel, '--prompt', 'a', ...many])
  child.stderr.on('data', () => {
    if (text.stderr.includes('denoise') && !text.stderr.includes('Stopping')) child.kill('SIGINT')
  })
  const [code] = await closed
  expect(code).toBe(130)
  expect(text.stderr).toMatch(/Stopping after this step/)
  const report = JSON.parse(text.stdout) as { images: { path: string }[]; error: { code: string } }
  expect(report.error.code).toBe('cancelled')
  expect(readdirSync(dir)).toHaveLength(report.images.length)
})

it('speaks with its exit code and its two outputs', async () => {
  const { text, closed } = verso(['generate', '--prompt', 'a', '--steps', 'many'])
  expect(await closed).toEqual([2, null])
  expect(text).toEqual({ stdout: '', stderr: expect.stringContaining('not “many”') })
})
