import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { tilesOfCanvas } from '#shared/document/storage/fold.ts'
import { type Artist, artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

/** Those of the test that runs; one that fails half way must not leave its window open. */
const open: Studio[] = []
async function launch(options: Parameters<typeof launchStudio>[0] = {}): Promise<Studio> {
  const studio = await launchStudio(options)
  open.push(studio)
  return studio
}
test.afterEach(async () => {
  for (const studio of open.splice(0)) await studio.kill()
})

/** A hash of every byte of every layer on the disk. */
async function pixelsOf(studio: Studio, artist: Artist): Promise<string> {
  const opened = await artist.ask('document.load', null)
  if (opened === null) throw new Error('There is no document.')
  const numbers = [...tilesOfCanvas(opened.state.canvas).keys()]
  if (numbers.length === 0) return 'empty'
  return studio.window.evaluate(
    async (url) => {
      const bytes = await (await fetch(url)).arrayBuffer()
      const digest = await crypto.subtle.digest('SHA-256', bytes)
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16)).join('.')
    },
    `verso://tiles/${opened.id}/${numbers.join(',')}`,
  )
}

/** A soft stroke somewhere else for each `number`; its edges are half transparent. */
async function dab(studio: Studio, number: number): Promise<void> {
  const { mouse } = studio.window
  const canvas = await studio.window.getByTestId('canvas').boundingBox()
  if (canvas === null) throw new Error('The canvas is not shown.')
  const x = canvas.x + canvas.width * (0.4 + ((number * 37) % 20) / 100)
  const y = canvas.y + canvas.height * (0.3 + ((number * 53) % 40) / 100)
  await mouse.move(x, y)
  await mouse.down()
  await mouse.move(x + 15, y + 9)
  await mouse.up()
}

/** Waits until so many steps can be undone from the disk. */
async function stored(artist: Artist, steps: number): Promise<void> {
  await expect.poll(async () => (await artist.ask('document.load', null))?.state.done.length).toBe(steps)
  await artist.saved()
}

/** Answers the system's next dialogs with this file. */
async function answerDialogs(studio: Studio, file: string): Promise<void> {
  await studio.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, file)
}

async function press(studio: Studio, keys: string, times = 1): Promise<void> {
  await studio.window.getByTestId('canvas').focus()
  for (let i = 0; i < times; i++) await studio.window.keyboard.press(keys)
}

test('a hundred strokes survive the death of the app, and each of them can be taken back', async () => {
  test.setTimeout(240_000)
  const studio = await launch()
  const artist = await artistAt(studio.window)
  await artist.tool('b')
  await artist.set('Opacity', '60')
  for (let number = 0; number < 100; number++) await dab(studio, number)
  await stored(artist, 100)
  const before = await artist.ask('document.load', null)
  const pixels = await pixelsOf(studio, artist)
  await studio.kill()

  const again = await studio.reopen()
  open.push(again)
  const back = await artistAt(again.window)
  await expect(back.layers).toHaveCount(1)
  await expect(again.window.getByText(/ended without closing/)).toBeVisible()
  expect(await back.ask('document.load', null)).toEqual(before)
  expect(await pixelsOf(again, back)).toBe(pixels)
  await again.screenshot('after-a-hundred-strokes')
  await press(again, 'Control+z', 100)
  await expect(back.layers).toHaveCount(0)
  await expect(again.window.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  await press(again, 'Control+Shift+z', 100)
  await expect(back.layers).toHaveCount(1)
  await back.saved()
  expect(await pixelsOf(again, back)).toBe(pixels)
  expect(again.complaints).toEqual([])
  await again.dispose()
})

test('a document goes into a .verso file, and comes back from it at the next start', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-files-'))
  const file = path.join(folder, 'My picture.verso')
  const studio = await launch()
  const artist = await artistAt(studio.window)
  await artist.tool('b')
  for (let number = 0; number < 3; number++) await dab(studio, number)
  await answerDialogs(studio, file)
  await press(studio, 'Control+s')
  await expect(studio.window.getByText(/“My picture.verso” is saved/)).toBeVisible()
  expect(existsSync(file)).toBe(true)
  await expect(studio.window.getByText('My picture', { exact: true })).toBeVisible()
  const pixels = await pixelsOf(studio, artist)

  for (let number = 10; number < 14; number++) await dab(studio, number)
  await stored(artist, 7)
  const changed = await pixelsOf(studio, artist)
  expect(changed).not.toBe(pixels)
  await press(studio, 'Control+Shift+o')
  await expect.poll(() => pixelsOf(studio, artist)).toBe(pixels)

  await press(studio, 'Control+Shift+l')
  const list = studio.window.getByRole('list', { name: 'Documents' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await studio.screenshot('documents')
  await list
    .getByRole('button', { name: /^Open / })
    .nth(1)
    .click()
  await expect(list).toHaveCount(0)
  await expect.poll(() => pixelsOf(studio, artist)).toBe(changed)
  expect(studio.complaints).toEqual([])
  await studio.close()

  const again = await launch({ library: studio.library, userData: studio.userData, args: [file] })
  const back = await artistAt(again.window)
  await expect(back.layers).toHaveCount(1)
  expect(await pixelsOf(again, back)).toBe(pixels)
  await again.close()
  await studio.dispose()
})

test('a damaged .verso file is refused with its name, and the canvas stays', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-files-'))
  const file = path.join(folder, 'Broken.verso')
  const studio = await launch()
  const artist = await artistAt(studio.window)
  await artist.tool('b')
  await dab(studio, 1)
  await answerDialogs(studio, file)
  await press(studio, 'Control+s')
  await expect(studio.window.getByText(/is saved/)).toBeVisible()
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.subarray(0, bytes.length - 100))
  const pixels = await pixelsOf(studio, artist)
  await press(studio, 'Control+Shift+o')
  const alert = studio.window.getByRole('alert').filter({ hasText: 'Broken.verso' })
  await expect(alert).toBeVisible()
  await studio.screenshot('document-damaged')
  await expect(artist.layers).toHaveCount(1)
  expect(await pixelsOf(studio, artist)).toBe(pixels)
  await studio.dispose()
})
