import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

test.describe('the window', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  /** Rules that fail, by name. The sandboxed window forbids a second page, so axe runs in this one. */
  const violations = async () => {
    const { violations: found } = await new AxeBuilder({ page: studio.window }).setLegacyMode(true).analyze()
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }

  test('has no accessibility faults on the canvas, in the settings and in the gallery', async () => {
    await artistAt(studio.window)
    expect(await violations()).toEqual([])
    await studio.window.getByRole('button', { name: 'Settings' }).click()
    await expect(studio.window.getByRole('dialog')).toBeVisible()
    await studio.screenshot('settings')
    expect(await violations()).toEqual([])
    await studio.window.keyboard.press('Escape')
    await studio.window.getByTestId('canvas').focus()
    await studio.window.keyboard.press('g')
    await expect(studio.window.getByRole('main', { name: 'Gallery room' })).toBeVisible()
    expect(await violations()).toEqual([])
    await studio.window.keyboard.press('g')
  })

  test('makes a picture by keyboard alone', async () => {
    const artist = await artistAt(studio.window)
    await studio.window.getByTestId('canvas').focus()
    await studio.window.keyboard.press('p')
    await studio.window.keyboard.press('Control+A')
    await studio.window.keyboard.type('a yellow lemon')
    await studio.window.keyboard.press('Control+Enter')
    await expect(artist.candidates).toHaveCount(1)
    await studio.window.getByTestId('canvas').focus()
    await studio.window.keyboard.press('Enter')
    await expect(artist.layers).toHaveCount(1)
  })

  test('speaks Simplified Chinese, and is light when asked', async () => {
    const artist = await artistAt(studio.window)
    const settings = await artist.ask('settings.get', null)
    await artist.ask('settings.set', { ...settings, language: 'zh-CN', theme: 'light' })
    await expect(artist.verb).toContainText(/[一-鿿]/)
    await studio.screenshot('light-chinese')
    expect(await violations()).toEqual([])
    expect(studio.complaints).toEqual([])
  })

  test('reaches nothing but its own page and pictures', async () => {
    const outcomes = await studio.window.evaluate(async () => {
      const tries = ['https://example.org/', 'file:///etc/hostname', 'verso://picture/../../etc/hostname']
      return Promise.all(
        tries.map((url) =>
          fetch(url).then(
            (answer) => answer.status,
            () => 'refused',
          ),
        ),
      )
    })
    expect(outcomes).toEqual(['refused', 'refused', 404])
    const globals = await studio.window.evaluate(() =>
      ['require', 'process', 'module'].filter((name) => name in window),
    )
    expect(globals).toEqual([])
  })
})
