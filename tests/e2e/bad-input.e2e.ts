import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { artistAt } from '#tests/support/artist.ts'
import { electronExecutable, launchStudio, type Studio } from '#tests/support/launch-studio.ts'

test.describe('bad input', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('a file that is no picture is named, and nothing changes', async () => {
    const artist = await artistAt(studio.window)
    const path = join(tmpdir(), 'verso-broken.png')
    writeFileSync(path, 'this is no picture')
    await artist.drop(path)
    await expect(studio.window.getByText(/cannot be read/).first()).toBeVisible()
    await studio.screenshot('error')
    await expect(artist.layers).toHaveCount(0)
  })

  test('a picture of 30,000 pixels is refused with the way out', async () => {
    const artist = await artistAt(studio.window)
    const path = join(tmpdir(), 'verso-giant.png')
    const background = 'teal'
    await sharp({ create: { width: 30_000, height: 200, channels: 3, background } })
      .png()
      .toFile(path)
    await artist.drop(path)
    await expect(studio.window.getByText(/too large/).first()).toBeVisible()
  })

  test('a model that is not there, or damaged, fails its job with the reason', async () => {
    const artist = await artistAt(studio.window)
    const damaged = join(studio.library, 'models', 'damaged')
    mkdirSync(damaged, { recursive: true })
    writeFileSync(join(damaged, 'model_index.json'), '{"_class_name": "StableDiffusionPipeline"')
    for (const [model, code] of [
      ['nowhere', 'model-missing'],
      ['damaged', 'model-damaged'],
    ] as const) {
      const outcome = await studio.window.evaluate(
        (name) =>
          (
            globalThis as unknown as { verso: { call(key: string, value: unknown): Promise<unknown> } }
          ).verso.call('generation.start', {
            request: { model: name, prompt: 'a lemon', seed: 1 },
            placement: null,
          }),
        model,
      )
      const refused = JSON.stringify(outcome)
      if (refused.includes(code)) continue
      await expect
        .poll(async () => (await artist.ask('queue.list', null)).map(({ error }) => error?.code))
        .toContain(code)
    }
  })

  test('nonsense from a page is refused by the contract', async () => {
    await artistAt(studio.window)
    const answer = await studio.window.evaluate(() =>
      (
        globalThis as unknown as {
          verso: { call(key: string, value: unknown): Promise<{ ok: boolean; error: { code: string } }> }
        }
      ).verso.call('generation.start', { request: { prompt: 7, seed: -1 }, placement: null }),
    )
    expect(answer.ok).toBe(false)
    expect(answer.error.code).toBe('bad-request')
  })

  test('a second copy of Verso on the same library is told, and opens nothing', async () => {
    await artistAt(studio.window)
    const second = spawnSync(
      electronExecutable(),
      [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        process.cwd(),
        `--library=${studio.library}`,
        `--user-data-dir=${join(studio.userData, 'second')}`,
      ],
      { encoding: 'utf8', timeout: 20_000, env: { ...process.env, VERSO_DIALOGS: 'none' } },
    )
    expect(second.stderr + second.stdout).toMatch(/library/i)
    expect(second.status).toBe(1)
  })
})
