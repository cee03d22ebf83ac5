import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { type Studio, launchStudio } from '#tests/support/launch-studio.ts'

/** The window in many states: each is looked at in `docs/screenshots`, free of accessibility faults, and nothing is cut. */
test.describe('the window', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  const look = async (name: string) => {
    await keepScreenshot(studio, name)
    const { violations } = await new AxeBuilder({ page: studio.window }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    expect(await cutTexts(studio)).toEqual([])
  }
  const press = async (keys: string) => {
    await studio.window.getByTestId('canvas').focus()
    await studio.window.keyboard.press(keys)
  }

  test('shows menus, commands, keys and the manual', async () => {
    const { window } = studio
    await artistAt(window)
    await look('empty')
    await window.getByRole('menuitem', { name: 'Layer', exact: true }).click()
    await look('menu')
    await window.keyboard.press('Escape')
    await press('Control+k')
    await window.keyboard.type('new')
    await expect(window.getByRole('option', { name: /New layer/ })).toBeVisible()
    await look('palette')
    await window.keyboard.press('Escape')
    await press('Control+Alt+k')
    await expect(window.getByText('No key has two meanings.')).toBeVisible()
    await look('keys')
    for (const preset of ['Photoshop', 'Krita', 'Verso']) {
      await window.getByRole('combobox', { name: 'Preset' }).selectOption(preset)
      await expect(window.getByRole('combobox', { name: 'Preset' })).toHaveValue(preset.toLowerCase())
      await expect(window.getByText('No key has two meanings.'), preset).toBeVisible()
    }
    await window.keyboard.press('Escape')
    await press('F1')
    await expect(window.getByRole('dialog', { name: 'Manual' })).toBeVisible()
    await look('manual')
    await window.keyboard.press('Escape')
  })

  test('finds a command by a few letters, and runs it where the work was', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await press('Control+k')
    await window.keyboard.type('new layer')
    await window.keyboard.press('Enter')
    await expect(artist.layers).toHaveCount(1)
    await press('Control+z')
    await expect(artist.layers).toHaveCount(0)
  })

  test('keeps a key that the artist chose, and says when two commands have one', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await press('Control+Alt+k')
    await window.getByRole('searchbox', { name: 'Search by name or key' }).fill('New group')
    await window.getByRole('button', { name: 'Add a key for New group' }).click()
    await window.keyboard.press('b')
    await expect(window.getByText('also Brush')).toBeVisible()
    await window.getByRole('button', { name: 'Take B from New group' }).click()
    await window.getByRole('button', { name: 'Add a key for New group' }).click()
    await window.keyboard.press('Control+Alt+n')
    await window.keyboard.press('Escape')
    await press('Control+Alt+n')
    await expect(artist.layers).toHaveCount(1)
    await press('Control+z')
  })

  for (const [name, change] of Object.entries({
    'left-handed': { hand: 'left' },
    'scale-80': { scale: 80 },
    'scale-200': { scale: 200 },
    'chinese-dark': { language: 'zh-CN' },
    'light-200-chinese': { language: 'zh-CN', theme: 'light', scale: 200 },
  } as const)) {
    test(`is right when it is ${name}`, async () => {
      const artist = await artistAt(studio.window)
      const settings = await artist.ask('settings.get', null)
      await artist.ask('settings.set', { ...settings, ...change })
      const scale = 'scale' in change ? change.scale : 100
      await expect.poll(() => studio.window.evaluate(() => devicePixelRatio * 100)).toBeCloseTo(scale, 0)
      await studio.window.waitForTimeout(300)
      await look(name)
      await artist.ask('settings.set', settings)
      expect(studio.complaints).toEqual([])
    })
  }
})

/** What is on the screen; Playwright's own screenshots cut a window that is scaled. */
async function keepScreenshot({ app }: Studio, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return (await window?.capturePage())?.toPNG().toString('base64')
  })
  const folder = process.env.VERSO_SCREENSHOTS === 'docs' ? 'docs/screenshots' : 'out/screenshots'
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), Buffer.from(png ?? '', 'base64'))
}

/** Texts of buttons, labels and headings that don't fit into their place and have no tooltip that says them whole. */
async function cutTexts({ window }: Studio): Promise<string[]> {
  return window.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, label, h2, h3, legend, option, p, dt, .key-command')]
      .filter((element) => element.offsetParent !== null && element.textContent.trim() !== '')
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .filter((element) => getComputedStyle(element).overflowX !== 'auto' && !element.closest('[title]'))
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent}`),
  )
}
