import type { Page } from '@playwright/test'
import { launchStudio } from '#tests/support/launch-studio.ts'
import { type Frames, framesOf, round } from './canvas/frames.ts'
import { type Field, drag, roll } from './canvas/hand.ts'
import { openKonvaPage, setKonvaPage } from './canvas/konva-page.ts'
import { memoryOf } from './canvas/processes.ts'
import { type Kind, coverageOf, dropPictures } from './canvas/pictures.ts'

/**
 * Paints, pans and zooms on large documents in the real application, and does the same in Konva with one canvas a
 * layer, in the same Chromium; prints JSON. Every act takes three seconds and is done three times; the time with the
 * quickest slow frames counts, since other programs on the machine only ever add. `npm run bench -- canvas` runs all
 * cases; `npm run bench -- canvas 4096x20 painted` one, `alone` leaves Konva out, `once` does everything once.
 */
interface Case {
  readonly side: number
  readonly layers: number
  readonly kind: Kind
}

const cases: readonly Case[] = [
  { side: 2048, layers: 1, kind: 'covered' },
  { side: 4096, layers: 20, kind: 'painted' },
  { side: 4096, layers: 20, kind: 'covered' },
  { side: 8192, layers: 5, kind: 'painted' },
]
const words = process.argv.slice(2)
const wanted = cases.filter(({ side, layers, kind }) =>
  words.every((word) => ['alone', 'once', kind, `${String(side)}x${String(layers)}`].includes(word)),
)
for (const each of wanted) console.log(JSON.stringify(await measure(each), null, 2))

type Acts = Readonly<Record<'stroke40' | 'stroke200' | 'strokeAt100' | 'pan' | 'panAt100' | 'zoom', Frames>>

async function measure({ side, layers, kind }: Case) {
  const studio = await launchStudio({ args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  const { window, app } = studio
  const pid = app.process().pid ?? 0
  await window.waitForSelector('body[data-ready=true]')
  const empty = memoryOf(pid)
  await dropPictures(window, side, layers, kind)
  await saved(window)
  const field = await fieldOf(window)
  const middle = window.getByRole('button', { name: `Layer layer ${String(Math.floor(layers / 2))}.png` })
  await middle.click()
  const verso = await versoActs(window, pid, field)
  const memory = memoryOf(pid)
  const idle = await framesOf(window, pid, () => window.waitForTimeout(1000))
  const coverage = round((await coverageOf(window, side, layers, kind)) * 100)
  await saved(window)
  const konva = words.includes('alone') ? null : await measureKonva()
  await studio.dispose()
  return {
    document: `${String(side)} × ${String(side)}, ${String(layers)} layers`,
    coveredTilesPercent: { lowest: 100, others: coverage },
    memoryMiB: { empty, withDocument: memory },
    idleFrameMs: idle.p50Ms,
    verso,
    konva: konva && konva.acts,
    konvaMemoryMiB: konva && konva.memory,
    konvaOverVerso: konva && ratios(verso, konva.acts),
  }

  async function measureKonva() {
    const before = memoryOf(pid) ?? 0
    const page = await openKonvaPage(app, { side, layers, kind, field: { ...field, x: 0, y: 0 } })
    const acts = await konvaActs(page, pid, { ...field, x: 0, y: 0 })
    return { acts, memory: (memoryOf(pid) ?? 0) - before }
  }
}

async function versoActs(window: Page, pid: number, field: Field): Promise<Acts> {
  const canvas = window.getByTestId('canvas')
  const act = async (key: string, size: number, run: () => Promise<void>) => {
    await canvas.focus()
    await window.keyboard.press('b')
    await window.getByRole('spinbutton', { name: 'Size' }).fill(String(size))
    await window.keyboard.press('Enter')
    await canvas.focus()
    await window.keyboard.press(key)
    await window.waitForTimeout(1500)
    return best(async () => {
      const frames = await framesOf(window, pid, run)
      await saved(window)
      return frames
    })
  }
  return {
    stroke40: await act('0', 40, () => drag(window, field)),
    stroke200: await act('0', 200, () => drag(window, field)),
    strokeAt100: await act('1', 40, () => drag(window, field)),
    pan: await act('0', 40, () => drag(window, field, 'middle')),
    panAt100: await act('1', 40, () => drag(window, field, 'middle')),
    zoom: await act('0', 40, () => roll(window, field)),
  }
}

async function konvaActs(page: Page, pid: number, field: Field): Promise<Acts> {
  const act = async (zoom: 'whole' | 'pixels', size: number, run: () => Promise<void>) => {
    await setKonvaPage(page, size, zoom)
    await page.waitForTimeout(1500)
    return best(() => framesOf(page, pid, run))
  }
  return {
    stroke40: await act('whole', 40, () => drag(page, field)),
    stroke200: await act('whole', 200, () => drag(page, field)),
    strokeAt100: await act('pixels', 40, () => drag(page, field)),
    pan: await act('whole', 40, () => drag(page, field, 'middle')),
    panAt100: await act('pixels', 40, () => drag(page, field, 'middle')),
    zoom: await act('whole', 40, () => roll(page, field)),
  }
}

/** Of three times the one in which a slow frame took the least. */
async function best(run: () => Promise<Frames>): Promise<Frames> {
  let least = await run()
  for (let time = words.includes('once') ? 3 : 1; time < 3; time++) {
    const frames = await run()
    if (frames.workP95Ms < least.workP95Ms) least = frames
  }
  return least
}

/** How many times as long as Verso Konva works: on a slow frame by the clock, and in processor time a frame. */
function ratios(verso: Acts, konva: Acts) {
  const times = (act: keyof Acts, pick: (frames: Frames) => number) =>
    round(pick(konva[act]) / Math.max(0.1, pick(verso[act])))
  return Object.fromEntries(
    (Object.keys(verso) as (keyof Acts)[]).map((act) => [
      act,
      {
        workP95: times(act, ({ workP95Ms }) => workP95Ms),
        processor: times(act, ({ processorMs }) => processorMs ?? 0),
      },
    ]),
  )
}

async function fieldOf(page: Page): Promise<Field> {
  const box = await page.getByTestId('canvas').boundingBox()
  if (!box) throw new Error('The canvas is not shown.')
  return box
}

async function saved(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=save-state][data-state=saved]', { timeout: 240_000 })
}
