import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type KonvaLibrary from 'konva'
import type { Field } from './hand.ts'
import { type Kind, drawPicture } from './pictures.ts'

/** What the page's own script keeps. */
interface KonvaGlobals {
  readonly Konva: typeof KonvaLibrary
  stage: InstanceType<typeof KonvaLibrary.Stage>
  layer: InstanceType<typeof KonvaLibrary.Layer>
  active: CanvasRenderingContext2D
  hand: { x: number; y: number; size: number; buttons: number }
}

export interface KonvaOptions {
  readonly side: number
  readonly layers: number
  readonly kind: Kind
  readonly field: Field
}

/**
 * The plainest fair alternative, in a second window of the same Chromium: one canvas of the page's size for each
 * layer, each a `Konva.Image` in one `Konva.Layer`, which Konva draws again whenever something changed. The left
 * button paints on the layer in the middle of the stack, the middle one pans, the wheel zooms.
 */
export async function openKonvaPage(app: ElectronApplication, options: KonvaOptions): Promise<Page> {
  const opened = app.waitForEvent('window')
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    const window = new BrowserWindow({
      width,
      height,
      useContentSize: true,
      webPreferences: { sandbox: true },
    })
    void window.loadURL('about:blank')
  }, options.field)
  const page = await opened
  const folder = path.dirname(createRequire(import.meta.url).resolve('konva/package.json'))
  await page.evaluate(readFileSync(path.join(folder, 'konva.min.js'), 'utf8'))
  await page.evaluate(fillPage, { draw: drawPicture.toString(), options })
  await page.evaluate(listen)
  return page
}

/** Runs in the page. */
function fillPage({ draw, options }: { draw: string; options: KonvaOptions }): void {
  const { side, layers, kind, field } = options
  const make = (0, eval)(`(${draw})`) as typeof drawPicture
  const globals = globalThis as unknown as KonvaGlobals
  document.body.style.margin = '0'
  document.body.innerHTML = '<div id="stage"></div>'
  globals.stage = new globals.Konva.Stage({ container: 'stage', width: field.width, height: field.height })
  globals.layer = new globals.Konva.Layer({ listening: false })
  globals.stage.add(globals.layer)
  for (let index = 0; index < layers; index++) {
    const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
    const context = canvas.getContext('2d')
    if (!context) throw new Error('There is no 2D canvas.')
    context.drawImage(make({ side, index, kind }), 0, 0)
    globals.layer.add(new globals.Konva.Image({ image: canvas, listening: false }))
    if (index === Math.floor(layers / 2)) globals.active = context
  }
  globals.hand = { x: 0, y: 0, size: 40, buttons: 0 }
}

/** Runs in the page. */
function listen(): void {
  const { stage, layer, active, hand } = globalThis as unknown as KonvaGlobals
  const at = ({ clientX, clientY }: MouseEvent) => ({
    x: (clientX - stage.x()) / stage.scaleX(),
    y: (clientY - stage.y()) / stage.scaleX(),
  })
  stage.container().addEventListener('pointermove', (event) => {
    const { x, y, buttons } = hand
    const panning = event.buttons === 4
    Object.assign(hand, panning ? { x: event.clientX, y: event.clientY } : at(event), {
      buttons: event.buttons,
    })
    if (event.buttons !== buttons || event.buttons === 0) return
    if (panning) stage.position({ x: stage.x() + hand.x - x, y: stage.y() + hand.y - y })
    else {
      Object.assign(active, { lineCap: 'round', lineWidth: hand.size, strokeStyle: '#d1495b' })
      active.beginPath()
      active.moveTo(x, y)
      active.lineTo(hand.x, hand.y)
      active.stroke()
    }
    layer.batchDraw()
  })
  stage.container().addEventListener('wheel', (event) => {
    const anchor = at(event)
    const zoom = Math.min(32, Math.max(0.05, stage.scaleX() * Math.exp(-event.deltaY / 480)))
    stage.scale({ x: zoom, y: zoom })
    stage.position({ x: event.clientX - anchor.x * zoom, y: event.clientY - anchor.y * zoom })
    layer.batchDraw()
  })
}

/** Sets the tip's size, and the zoom to 100 % or to where the page fits. */
export async function setKonvaPage(page: Page, size: number, zoom: 'whole' | 'pixels'): Promise<void> {
  await page.evaluate(
    ({ size, zoom }) => {
      const { stage, layer, hand } = globalThis as unknown as KonvaGlobals
      hand.size = size
      const side = layer.getChildren()[0]?.width() ?? 1
      const scale = zoom === 'pixels' ? 1 : (Math.min(stage.width(), stage.height()) - 96) / side
      stage.scale({ x: scale, y: scale })
      stage.position({ x: (stage.width() - side * scale) / 2, y: (stage.height() - side * scale) / 2 })
      layer.batchDraw()
    },
    { size, zoom },
  )
}
