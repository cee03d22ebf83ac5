import { launchStudio } from '/work/main/tests/support/launch-studio.ts'
import { AxeBuilder } from '@axe-core/playwright'
let s = await launchStudio({ args: ['--no-sandbox'], library: '/tmp/lib3', userData: '/tmp/ud3' })
let w = s.window
w.on('console', (m) => console.log('console', m.type(), m.text()))
const shot = async (name: string) => {
  await w.screenshot({ path: `/tmp/v-${name}.png` })
}
const saved = () => w.waitForSelector('[data-testid=save-state][data-state=saved]')
const idle = () =>
  w.waitForFunction(
    () => !/Cancel|Stop/.test(document.querySelector('[data-testid=verb]')?.textContent ?? ''),
    null,
    { timeout: 90000 },
  )
try {
  await w.waitForSelector('body[data-ready=true]', { timeout: 20000 })
  const r = await new AxeBuilder({ page: w }).setLegacyMode(true).analyze()
  console.log('axe passes', r.passes.length, 'violations', r.violations.length)
  const m = w.getByLabel('Model', { exact: true })
  console.log(await m.locator('option').allTextContents())
  await m.selectOption('random')
  // drop noise 256
  await w.evaluate(async () => {
    const c = new OffscreenCanvas(256, 256),
      x = c.getContext('2d')!,
      d = x.createImageData(256, 256)
    for (let i = 0; i < d.data.length; i++) d.data[i] = i % 4 === 3 ? 255 : ((i * 2654435761) >>> 13) & 255
    x.putImageData(d, 0, 0)
    const dt = new DataTransfer()
    dt.items.add(new File([await c.convertToBlob()], 'noise.png', { type: 'image/png' }))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: dt, cancelable: true }))
  })
  await w.getByRole('button', { name: 'Layer noise.png' }).waitFor()
  console.log('size', await w.getByLabel('Width').inputValue(), await w.getByTestId('verb').textContent())
  const b = (await w.getByTestId('canvas').boundingBox())!
  const [cx, cy] = [b.x + b.width / 2, b.y + b.height / 2]
  await w.keyboard.press('q')
  await w.mouse.move(cx - 60, cy)
  await w.mouse.down()
  await w.mouse.move(cx + 60, cy + 30, { steps: 12 })
  await w.mouse.up()
  console.log('verb', await w.getByTestId('verb').textContent())
  await w.getByRole('spinbutton', { name: 'Steps' }).fill('60')
  await w.keyboard.press('Enter')
  await w.getByTestId('verb').click()
  await w.waitForTimeout(3200)
  await shot('preview')
  await idle()
  await w.getByRole('button', { name: 'Accept as layer' }).click()
  await w.waitForTimeout(800)
  await saved()
  const check = await w.evaluate(async () => {
    const v = (window as any).verso
    const doc = (await v.call('document.load', null)).value
    const px = async (sha: string) => {
      const bmp = await createImageBitmap(await (await fetch('verso://picture/' + sha)).blob(), {
        premultiplyAlpha: 'none',
        colorSpaceConversion: 'none',
      })
      const c = new OffscreenCanvas(bmp.width, bmp.height)
      const x = c.getContext('2d')!
      x.drawImage(bmp, 0, 0)
      return x.getImageData(0, 0, bmp.width, bmp.height)
    }
    const [base, mask, fill] = doc.layers
    const b = await px(base.pixels.sha256)
    let same = true
    for (let i = 0; i < b.data.length; i++)
      if (b.data[i] !== (i % 4 === 3 ? 255 : ((i * 2654435761) >>> 13) & 255)) same = false
    const M = new Uint8Array(256 * 256)
    const mp = await px(mask.pixels.sha256)
    for (let y = 0; y < mp.height; y++)
      for (let x = 0; x < mp.width; x++)
        M[(y + mask.pixels.bounds.y) * 256 + x + mask.pixels.bounds.x] = mp.data[(y * mp.width + x) * 4]!
    const f = await px(fill.pixels.sha256)
    let outside = 0,
      inside = 0
    for (let y = 0; y < f.height; y++)
      for (let x = 0; x < f.width; x++) {
        const a = f.data[(y * f.width + x) * 4 + 3]!
        const mm = M[(y + fill.pixels.bounds.y) * 256 + x + fill.pixels.bounds.x]!
        if (a > 0 && mm <= 127) outside++
        if (a > 0 && mm > 127) inside++
      }
    return {
      base: base.name,
      same,
      outside,
      inside,
      maskVisible: mask.visible,
      kinds: doc.layers.map((l: any) => l.kind),
    }
  })
  console.log(JSON.stringify(check))
  // undo everything, redo
  for (let i = 0; i < 5; i++) await w.keyboard.press('Control+z')
  console.log(
    'after undo layers',
    await w.locator('.layer').count(),
    'candidates',
    await w.locator('.staged-entry').count(),
  )
  for (let i = 0; i < 5; i++) await w.keyboard.press('Control+Shift+Z')
  console.log('after redo layers', await w.locator('.layer').count())
  // recall exactness
  await w.locator('.strip .gallery-picture').first().click()
  await w.getByRole('button', { name: 'Recall' }).click()
  await w.keyboard.press('Control+Enter')
  await w.waitForTimeout(500)
  await idle()
  await w.waitForTimeout(500)
  console.log(
    JSON.stringify(
      await w.evaluate(async () =>
        (
          await (window as any).verso.call('gallery.list', { query: '', limit: 5, before: null })
        ).value.items.map((i: any) => [i.asset.pixelsSha256.slice(0, 8), i.asset.origin, i.record?.task]),
      ),
    ),
  )
  // cancel
  await w.getByRole('spinbutton', { name: 'Steps' }).fill('400')
  await w.keyboard.press('Enter')
  await w.getByTestId('verb').click()
  await w.waitForTimeout(2500)
  await w.getByTestId('verb').click()
  await w.waitForTimeout(100)
  console.log('verb', await w.getByTestId('verb').textContent())
  await idle()
  await w.getByTestId('verb').click()
  await w.waitForTimeout(2500)
  await w.getByTestId('verb').click()
  await w
    .getByTestId('verb')
    .click({ timeout: 2000 })
    .catch(() => console.log('gone'))
  await idle()
  await w.waitForTimeout(600)
  await shot('hard')
  await saved()
  await s.close()
  s = await launchStudio({ args: ['--no-sandbox'], library: '/tmp/lib3', userData: '/tmp/ud3' })
  w = s.window
  await w.waitForSelector('body[data-ready=true]', { timeout: 20000 })
  await w.waitForTimeout(1000)
  await shot('again')
  console.log(
    'again layers',
    await w.locator('.layer').count(),
    'cand',
    await w.locator('.staged-entry').count(),
    'gallery',
    await w.locator('.strip .gallery-picture').count(),
  )
} catch (e) {
  console.log(e)
  await shot('error')
}
console.log(s.complaints, s.log().slice(-3000))
await s.close()
