import type { Page } from '@playwright/test'
import { launchStudio } from '#tests/support/launch-studio.ts'

/**
 * Paints, pans and zooms on a large picture in the real application and prints, as JSON, how long its frames took.
 * `npm run bench -- canvas [side]`; the side of the square page is 2048 unless given.
 */
const side = Number(process.argv[2] ?? 2048)
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const studio = await launchStudio({ args: root })
const { window } = studio
await window.waitForSelector('body[data-ready=true]')
await placePicture(window, side)

const results = {
  page: `${side} × ${side}`,
  strokeOf40Pixels: await framesOf(window, () => drag(window, 'b', 40)),
  strokeOf200Pixels: await framesOf(window, () => drag(window, 'b', 200)),
  strokeAt100Percent: await framesOf(window, async () => {
    await window.keyboard.press('Control+1')
    await drag(window, 'b', 40)
  }),
  pan: await framesOf(window, () => drag(window, 'h', null)),
  zoom: await framesOf(window, () => zoom(window)),
  idleFrameMs: await idleFrame(window),
}
console.log(JSON.stringify(results, null, 2))
await studio.dispose()

/** Drops a picture of noise, so that no tile is empty. */
async function placePicture(page: Page, side: number): Promise<void> {
  await page.evaluate(async (side) => {
    const canvas = new OffscreenCanvas(side, side)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('There is no 2D canvas.')
    const gradient = context.createLinearGradient(0, 0, side, side)
    for (const [at, colour] of [
      [0, '#274060'],
      [0.5, '#edae49'],
      [1, '#d1495b'],
    ] as const)
      gradient.addColorStop(at, colour)
    context.fillStyle = gradient
    context.fillRect(0, 0, side, side)
    const transfer = new DataTransfer()
    transfer.items.add(new File([await canvas.convertToBlob()], 'page.png', { type: 'image/png' }))
    globalThis.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }))
  }, side)
  await page.getByRole('button', { name: 'Layer page.png', exact: true }).waitFor()
  await saved(page)
}

async function saved(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=save-state][data-state=saved]', { timeout: 120_000 })
}

/** Three seconds of zig-zag with the pointer down, as fast as the machine delivers events. */
async function drag(page: Page, toolKey: string, size: number | null): Promise<void> {
  if (size !== null) {
    await page.getByRole('spinbutton', { name: 'Size' }).fill(String(size))
    await page.keyboard.press('Enter')
  }
  const box = await page.getByTestId('canvas').boundingBox()
  if (!box) throw new Error('The canvas is not shown.')
  await page.getByTestId('canvas').focus()
  await page.keyboard.press(toolKey)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const end = Date.now() + 3000
  for (let i = 0; Date.now() < end; i++) {
    await page.mouse.move(x + Math.sin(i / 9) * box.width * 0.3, y + Math.cos(i / 7) * box.height * 0.3)
  }
  await page.mouse.up()
  await page.keyboard.press('b')
}

async function zoom(page: Page): Promise<void> {
  const end = Date.now() + 3000
  for (let i = 0; Date.now() < end; i++) await page.mouse.wheel(0, i % 40 < 20 ? -40 : 40)
}

interface Frames {
  readonly frames: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** Time that scripts and drawing took in a frame, of the frames in which something happened. */
  readonly workP95Ms: number
}

/** What the window's frames were like while `act` ran. */
async function framesOf(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const log: { at: number; work: number }[] = []
    Object.assign(window, { frameLog: log })
    const tick = (at: number) => {
      const entry = { at, work: 0 }
      log.push(entry)
      // A message comes after the frame's other callbacks: what lies between is what this frame's drawing took.
      const channel = new MessageChannel()
      channel.port1.onmessage = () => (entry.work = performance.now() - at)
      channel.port2.postMessage(null)
      if ('frameLog' in window) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await act()
  const log = await page.evaluate(() => {
    const { frameLog } = window as unknown as { frameLog: { at: number; work: number }[] }
    delete (window as { frameLog?: unknown }).frameLog
    return frameLog
  })
  await saved(page)
  const gaps = log
    .slice(1)
    .map(({ at }, i) => at - (log[i]?.at ?? at))
    .sort((a, b) => a - b)
  const work = log.map((entry) => entry.work).sort((a, b) => a - b)
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  return {
    frames: gaps.length,
    perSecond: round((gaps.length / total) * 1000),
    p50Ms: round(at(gaps, 0.5)),
    p95Ms: round(at(gaps, 0.95)),
    workP95Ms: round(at(work, 0.95)),
  }
}

/** The display's own pace, with nothing to do. */
async function idleFrame(page: Page): Promise<number> {
  const { p50Ms } = await framesOf(page, () => page.waitForTimeout(1000))
  return p50Ms
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
