import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

test.describe('first picture', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  test('one key makes a picture, and accepting makes it a layer', async () => {
    const artist = await artistAt(studio.window)
    await expect(studio.window.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue(
      'red apple on a white background',
    )
    await studio.screenshot('first-run')
    await studio.window.keyboard.press('Control+Enter')
    await expect(studio.window.getByText(/Step 1\d of 20/)).toBeVisible()
    await studio.screenshot('running')
    await expect(artist.candidates).toHaveCount(1)
    await studio.screenshot('staging')
    await studio.window.getByRole('button', { name: 'Accept as layer' }).click()
    await expect(artist.candidates).toHaveCount(0)
    await expect(artist.layers).toHaveCount(1)
    await studio.screenshot('first-picture')
    await studio.window.keyboard.press('Control+Z')
    await expect(artist.layers).toHaveCount(0)
    await studio.window.keyboard.press('Control+Shift+Z')
    await expect(artist.layers).toHaveCount(1)
    expect(studio.complaints).toEqual([])
  })

  test('recalled, it is made again with the same pixels', async () => {
    const artist = await artistAt(studio.window)
    await studio.window
      .getByRole('button', { name: /^Picture: red apple/ })
      .first()
      .click()
    await expect(studio.window.getByText('Sent to the model')).toBeVisible()
    await studio.screenshot('verso')
    await studio.window
      .getByRole('button', { name: /^Recall/ })
      .first()
      .click()
    await studio.window.keyboard.press('Control+Enter')
    await expect(artist.candidates).toHaveCount(1)
    const { items } = await artist.ask('gallery.list', { query: '', limit: 10, before: null })
    const made = items.filter(({ record }) => record !== null)
    expect(made).toHaveLength(2)
    expect(made[0]?.asset.pixelsSha256).toBe(made[1]?.asset.pixelsSha256)
  })

  test('the command line makes the same pixels', async () => {
    const artist = await artistAt(studio.window)
    const { items } = await artist.ask('gallery.list', { query: '', limit: 10, before: null })
    const item = items.find(({ record }) => record !== null)
    const request = item?.record?.request
    expect(request).toBeDefined()
    const out = join(tmpdir(), `verso-parity-${process.pid}.png`)
    const options = {
      model: request?.model,
      prompt: request?.prompt,
      seed: request?.seed,
      steps: request?.steps,
      guidance: request?.guidanceScale,
      width: request?.width,
      height: request?.height,
      upscale: request?.upscale,
      out,
    }
    const listed = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
    const printed = execFileSync(process.execPath, ['src-main/cli.ts', 'generate', ...listed, '--json'])
    const answer = JSON.parse(printed.toString()) as { images: { sha256: string }[] }
    expect(answer.images[0]?.sha256).toBe(item?.asset.pixelsSha256)
  })
})
