import AxeBuilder from '@axe-core/playwright'
import { type Locator, expect, test } from '@playwright/test'
import sharp from 'sharp'
import { type Artist, artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

test.describe.serial('layers', () => {
  let studio: Studio
  let artist: Artist
  test.beforeAll(async () => {
    studio = await launchStudio()
    artist = await artistAt(studio.window)
  })
  test.afterAll(() => studio.dispose())

  const tree = () => studio.window.getByRole('treegrid', { name: 'Layers' })
  const layer = (name: string) => tree().getByRole('button', { name: `Layer ${name}`, exact: true })
  const row = (name: string) =>
    tree()
      .getByRole('row')
      .filter({ has: studio.window.getByRole('button', { name: `Layer ${name}`, exact: true }) })
  const button = (name: string) => studio.window.getByRole('button', { name, exact: true })

  /** Names from the top, each with as many dots as groups around it. */
  const listed = () =>
    tree()
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.map((each) => {
          const depth = Number(each.getAttribute('aria-level')) - 1
          const name = each.querySelector('.layer-choose')?.getAttribute('aria-label') ?? ''
          return '·'.repeat(depth) + name.replace('Layer ', '')
        }),
      )

  /** The canvas as it looks: one byte a channel. */
  const picture = async () => {
    // Away from the canvas, where the tip would be seen.
    await studio.window.mouse.move(8, 8)
    await studio.window.waitForTimeout(300)
    return sharp(await studio.window.getByTestId('canvas').screenshot())
      .raw()
      .toBuffer()
  }

  /** How much any two bytes differ. */
  const difference = (a: Buffer, b: Buffer) =>
    a.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (b[at] ?? 0))), 0)

  async function dragTo(from: Locator, to: Locator, share: number): Promise<void> {
    const [a, b] = [await from.boundingBox(), await to.boundingBox()]
    if (!a || !b) throw new Error('A row is not shown.')
    const { mouse } = studio.window
    await mouse.move(a.x + 60, a.y + a.height / 2)
    await mouse.down()
    await mouse.move(a.x + 60, a.y + a.height / 2 + 8)
    await mouse.move(b.x + 60, b.y + b.height * share, { steps: 6 })
    await studio.screenshot('layers-drag')
    await mouse.up()
  }

  test('are painted, grouped, dragged and folded', async () => {
    for (const [at, stroke] of [0.25, 0.5, 0.75].entries()) {
      await button('New layer').click()
      await artist.tool('b')
      await artist.stroke([
        [0.2, stroke],
        [0.8, stroke - 0.1 * at],
      ])
    }
    await expect(artist.layers).toHaveCount(3)
    expect(await listed()).toEqual(['Layer 3', 'Layer 2', 'Layer 1'])
    await layer('Layer 2').click()
    await layer('Layer 1').click({ modifiers: ['Control'] })
    await expect(tree().getByRole('row', { selected: true })).toHaveCount(2)
    await studio.window.keyboard.press('Control+g')
    expect(await listed()).toEqual(['Layer 3', 'Group 1', '·Layer 2', '·Layer 1'])
    await dragTo(row('Layer 3'), row('Layer 1'), 0.2)
    expect(await listed()).toEqual(['Group 1', '·Layer 2', '·Layer 3', '·Layer 1'])
    await button('Close Group 1').click()
    expect(await listed()).toEqual(['Group 1'])
    await layer('Group 1').press('ArrowRight')
    await layer('Group 1').press('ArrowDown')
    await layer('Layer 2').press('Alt+ArrowUp')
    expect(await listed()).toEqual(['Layer 2', 'Group 1', '·Layer 3', '·Layer 1'])
    await expect(layer('Layer 2')).toBeFocused()
  })

  test('blend, clip and are renamed', async () => {
    await layer('Layer 2').press('F2')
    await studio.window.getByRole('textbox', { name: 'Layer name' }).fill('Light')
    await studio.window.keyboard.press('Enter')
    await expect(layer('Light')).toBeFocused()
    const plain = await picture()
    await studio.window.getByRole('combobox', { name: 'Blend mode' }).click()
    await studio.window.getByRole('option', { name: 'Difference' }).hover()
    await studio.screenshot('layers-blend')
    await studio.window.keyboard.press('Escape')
    await expect(row('Light')).not.toContainText('Difference')
    await studio.window.getByRole('combobox', { name: 'Blend mode' }).press('ArrowDown')
    await studio.window.keyboard.press('ArrowDown')
    await studio.window.keyboard.press('ArrowDown')
    await studio.window.keyboard.press('Enter')
    await expect(row('Light')).toContainText('Multiply')
    await artist.set('Layer opacity', '60')
    await expect(row('Light')).toContainText('Multiply, 60 %')
    await layer('Light').click({ button: 'right' })
    await studio.window.getByRole('menuitemcheckbox', { name: 'Clip to layer below' }).click()
    expect(difference(await picture(), plain)).toBeGreaterThan(20)
    await button('Hide Light').click({ modifiers: ['Alt'] })
    await expect(button('Show Group 1')).toBeVisible()
    await button('Hide Light').click({ modifiers: ['Alt'] })
    await expect(button('Hide Group 1')).toBeVisible()
  })

  test('are adjusted by a curve, which is applied, and locked layers say so', async () => {
    await layer('Layer 3').click()
    const before = await picture()
    await button('New adjustment').click()
    await studio.window.getByRole('menuitem', { name: 'Curves' }).click()
    await expect(layer('Curves')).toBeVisible()
    const curve = studio.window.getByRole('group', { name: 'Curve', exact: true })
    await curve.scrollIntoViewIfNeeded()
    const box = await curve.boundingBox()
    if (!box) throw new Error('The curve is not shown.')
    const { mouse } = studio.window
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await mouse.down()
    await mouse.move(box.x + box.width / 2, box.y + box.height * 0.1, { steps: 6 })
    await mouse.up()
    const point = studio.window.getByRole('slider', { name: 'Point 2' })
    await expect(point).toHaveAttribute('aria-valuetext', /^12\d becomes 2[23]\d$/)
    expect(difference(await picture(), before)).toBeGreaterThan(20)
    await studio.screenshot('layers-curves')
    await point.press('Delete')
    await expect(studio.window.getByRole('slider', { name: 'Point 3' })).toHaveCount(0)
    await button('Undo').click()
    await expect(studio.window.getByRole('slider', { name: 'Point 3' })).toHaveCount(1)
    await layer('Curves').click({ button: 'right' })
    await studio.window.getByRole('menuitemcheckbox', { name: 'Clip to layer below' }).click()
    const adjusted = await picture()
    await button('Apply to the layer below').click()
    await expect(layer('Curves')).toHaveCount(0)
    // Soft edges are rounded once less.
    expect(difference(await picture(), adjusted)).toBeLessThanOrEqual(2)
    await layer('Layer 3').click({ button: 'right' })
    await studio.window.getByRole('menuitemcheckbox', { name: 'Lock layer' }).click()
    await layer('Layer 3').press('Delete')
    await expect(studio.window.getByText('“Layer 3” is locked')).toBeVisible()
    await button('Unlock Layer 3').click()
    await button('Dismiss message').click()
  })

  test('show no accessibility faults', async () => {
    const toolbar = studio.window.getByRole('toolbar', { name: 'Layer actions' })
    await toolbar.getByRole('button', { name: 'New region' }).click()
    await button('New mask').click()
    await artist.tool('q')
    await artist.stroke([
      [0.4, 0.5],
      [0.6, 0.5],
    ])
    await studio.screenshot('layers-panel')
    const { violations } = await new AxeBuilder({ page: studio.window }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  })

  test('are merged without changing the picture, and everything is undone', async () => {
    await layer('Mask').press('Delete')
    await layer('Region 1').press('Delete')
    const before = await picture()
    await layer('Light').click()
    await layer('Light').press('Shift+End')
    await studio.window.keyboard.press('Control+e')
    await expect(artist.layers).toHaveCount(1)
    expect(difference(await picture(), before)).toBeLessThanOrEqual(2)
    while (await button('Undo').isEnabled()) await button('Undo').click()
    await expect(artist.layers).toHaveCount(0)
    while (await button('Redo').isEnabled()) await button('Redo').click()
    await expect(artist.layers).toHaveCount(1)
    expect(difference(await picture(), before)).toBeLessThanOrEqual(2)
    expect(studio.complaints).toEqual([])
  })

  test('may be a thousand', async () => {
    // Blank ones: it is the list that is tried, not the canvas.
    await button('New layer').click()
    await layer('Group 1').click()
    await layer('Group 1').press('Delete')
    for (let round = 0; round < 10; round++) {
      await layer((await listed())[0]?.replaceAll('·', '') ?? '').click()
      await layer((await listed())[0]?.replaceAll('·', '') ?? '').press('Control+a')
      await studio.window.keyboard.press('Control+j')
    }
    await expect(tree()).toHaveAttribute('aria-rowcount', '1024')
    expect(await tree().getByRole('row').count()).toBeLessThan(60)
    await studio.screenshot('layers-thousand')
    await tree().getByRole('row').first().locator('.layer-choose').press('End')
    await expect(tree().getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '1024')
  })
})
