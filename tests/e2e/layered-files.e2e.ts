import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Psd from '@webtoon/psd'
import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { type Studio, launchStudio } from '#tests/support/launch-studio.ts'

test.describe('layered files', () => {
  let studio: Studio
  test.beforeAll(async () => {
    studio = await launchStudio()
  })
  test.afterAll(() => studio.dispose())

  /** The system's dialog answers with this path. */
  const answerDialog = (path: string) =>
    studio.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)

  test('leave as a Photoshop file that another parser reads, and come back', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    await artist.tool('b')
    await artist.stroke([
      [0.2, 0.2],
      [0.8, 0.8],
    ])
    await artist.saved()
    const path = join(studio.userData, 'drawing.psd')
    await answerDialog(path)
    await window.getByTestId('canvas').focus()
    await window.keyboard.press('Control+Alt+s')
    await expect(window.getByText('Saved as', { exact: false })).toBeVisible()
    expect(existsSync(path)).toBe(true)
    const psd = Psd.parse(readFileSync(path).buffer)
    expect([psd.width, psd.height, psd.layers.length]).toEqual([512, 512, 1])
    const before = await psd.layers[0]?.composite(false, false)
    expect(before?.some((value) => value > 0)).toBe(true)

    await artist.drop(path)
    await expect(artist.layers).toHaveCount(3)
    await expect(window.getByRole('button', { name: 'Layer drawing', exact: true })).toBeVisible()
    await studio.screenshot('photoshop-file')
    await window.keyboard.press('Control+z')
    await expect(artist.layers).toHaveCount(1)
    expect(studio.complaints).toEqual([])
  })

  test('that are damaged are refused with their name, and nothing changes', async () => {
    const { window } = studio
    const artist = await artistAt(window)
    const layers = await artist.layers.count()
    await window.evaluate(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['8BPS and nothing more'], 'broken.psd'))
      globalThis.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }))
    })
    await expect(window.getByRole('alert')).toContainText('broken.psd')
    await expect(artist.layers).toHaveCount(layers)
  })
})
