import { mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { launchStudio } from '#tests/support/launch-studio.ts'

/**
 * Makes a document of layers of noise (nothing compresses less), saves it as a `.verso` file, and prints as JSON, for
 * the real application: the file's size, how long it takes to save it, to open it from the file in another library, to
 * open it again at the next start, and to take 500 strokes back after a restart, when their pixels are on the disk
 * alone. `npm run bench -- documents [side] [layers]`; 2048 and 12 unless given, about 200 MB.
 */
const side = Number(process.argv[2] ?? 2048)
const layers = Number(process.argv[3] ?? 12)
const strokes = Number(process.argv[4] ?? 500)
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-bench-'))
const file = path.join(folder, 'Large.verso')

const first = await launchStudio({ args: root })
await ready(first.window)
for (let layer = 0; layer < layers; layer++) await placeNoise(first.window, layer)
await saved(first.window)
await first.app.evaluate(({ dialog }, filePath) => {
  dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
}, file)
const saveMs = await timed(async () => {
  await first.window.getByTestId('canvas').focus()
  await first.window.keyboard.press('Control+s')
  await first.window.getByText('“Large.verso” is saved.').waitFor({ timeout: 120_000 })
})
await first.close()

const other = await launchStudio({ args: root })
await ready(other.window)
await other.app.evaluate(({ dialog }, filePath) => {
  dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
}, file)
const openMs = await timed(async () => {
  await other.window.getByTestId('canvas').focus()
  await other.window.keyboard.press('Control+Shift+o')
  await other.window.locator('.document-name', { hasText: 'Large' }).waitFor({ timeout: 120_000 })
})
console.log(
  `saved ${String(saveMs)} ms, opened ${String(openMs)} ms, ${String(Math.round(statSync(file).size / 1e6))} MB`,
)
const strokesMs = await timed(() => paint(other.window, strokes))
await saved(other.window)
const again = await other.reopen()
await ready(again.window)
// Since the page began to load; the marks of a page that is ready already are not too early by more than a poll.
const startMs = await again.window.evaluate(() => performance.now())
const undo = await takeBack(again.window, strokes)
console.log(
  JSON.stringify(
    {
      document: `${String(layers)} layers of ${String(side)} × ${String(side)}`,
      fileMB: Math.round(statSync(file).size / 1e6),
      saveMs,
      openFileMs: openMs,
      windowReadyAfterRestartMs: Math.round(startMs),
      strokes,
      strokesMs,
      undo,
    },
    null,
    2,
  ),
)
await again.dispose()
await first.dispose()
rmSync(folder, { recursive: true, force: true })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round(performance.now() - start)
}

async function ready(page: Page): Promise<void> {
  await page.waitForSelector('body[data-ready=true]', { timeout: 300_000 })
}

async function saved(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=save-state][data-state=saved]', { timeout: 300_000 })
}

/** Drops a picture in which every byte is by chance. */
async function placeNoise(page: Page, layer: number): Promise<void> {
  await page.evaluate(
    async ([side, layer]) => {
      const data = new ImageData(side, side)
      for (let at = 0; at < data.data.length; at += 65_536) {
        crypto.getRandomValues(data.data.subarray(at, at + 65_536))
      }
      for (let at = 3; at < data.data.length; at += 4) data.data[at] = 255
      const canvas = new OffscreenCanvas(side, side)
      canvas.getContext('2d')?.putImageData(data, 0, 0)
      const transfer = new DataTransfer()
      const name = `noise-${String(layer)}.png`
      transfer.items.add(new File([await canvas.convertToBlob()], name, { type: 'image/png' }))
      globalThis.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }))
    },
    [side, layer] as const,
  )
  await page.getByRole('button', { name: `Layer noise-${String(layer)}.png`, exact: true }).waitFor()
  await saved(page)
}

/** Short strokes all over the page. */
async function paint(page: Page, count: number): Promise<void> {
  const box = await page.getByTestId('canvas').boundingBox()
  if (!box) throw new Error('The canvas is not shown.')
  await page.getByTestId('canvas').focus()
  await page.keyboard.press('b')
  for (let i = 0; i < count; i++) {
    const x = box.x + box.width * (0.35 + 0.3 * ((i * 0.377) % 1))
    const y = box.y + box.height * (0.3 + 0.4 * ((i * 0.571) % 1))
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 12, y + 6)
    await page.mouse.up()
  }
}

/** Clicks Undo as fast as the window takes it, then lets it come to rest. */
async function takeBack(
  page: Page,
  count: number,
): Promise<{ count: number; ms: number; slowestMs: number }> {
  return page.evaluate(async (count) => {
    const button = [...document.querySelectorAll('button')].find(
      (each) => each.getAttribute('aria-label') === 'Undo' || each.title.startsWith('Undo'),
    )
    if (!button) throw new Error('There is no button Undo.')
    const start = performance.now()
    let slowest = 0
    let done = 0
    for (; done < count && !button.disabled; done++) {
      const before = performance.now()
      button.click()
      await new Promise((resolve) => setTimeout(resolve, 0))
      slowest = Math.max(slowest, performance.now() - before)
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return { count: done, ms: Math.round(performance.now() - start), slowestMs: Math.round(slowest) }
  }, count)
}
