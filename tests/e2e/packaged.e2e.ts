import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'

const folder = path.join('dist', 'linux-unpacked')

/** The address at which Chromium can be driven: the packaged application takes no Node debugger, as it should. */
async function debuggerAddress(child: ChildProcess): Promise<string> {
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stderr! })) {
    lines.push(line)
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address) return address
  }
  throw new Error(`the packaged application ended:\n${lines.join('\n')}`)
}

test('the packaged application opens its window and makes a picture @full', async () => {
  test.skip(process.platform !== 'linux', 'looks at the Linux folder')
  test.setTimeout(600_000)
  const made = spawnSync('node', ['tools/run.mjs', 'package'], { encoding: 'utf8' })
  expect(made.status, made.stderr).toBe(0)
  expect(readdirSync('dist').some((name) => /^verso-.*(tar\.gz|AppImage)$/i.test(name))).toBe(true)

  const temporary = mkdtempSync(path.join(os.tmpdir(), 'verso-packaged-'))
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const own = [
    `--library=${path.join(temporary, 'library')}`,
    `--user-data-dir=${path.join(temporary, 'user-data')}`,
  ]
  const child = spawn(path.join(folder, 'verso'), [...flags, ...own, '--remote-debugging-port=0'])
  try {
    const browser = await chromium.connectOverCDP(await debuggerAddress(child))
    const context = browser.contexts()[0]!
    const window = context.pages()[0] ?? (await context.waitForEvent('page'))
    const artist = await artistAt(window)
    await window.keyboard.press('Control+Enter')
    await expect(artist.candidates).toHaveCount(1, { timeout: 180_000 })
    expect(readdirSync(path.join(temporary, 'library')).length).toBeGreaterThan(0)
    await browser.close()
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
  }
})
