import { expect, test } from '@playwright/test'
import { artistAt } from '#tests/support/artist.ts'
import { launchStudio, type Studio } from '#tests/support/launch-studio.ts'

/** Ends the engine's process as a driver's crash would; returns how many were found. */
async function killEngine(studio: Studio): Promise<number> {
  const pids = await studio.app.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ name }) => name === 'Verso engine')
      .map(({ pid }) => pid),
  )
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  return pids.length
}

test('the engine dies in mid-run: the window says so, and goes on', async () => {
  const studio = await launchStudio()
  const artist = await artistAt(studio.window)
  await artist.set('Steps', '100')
  await artist.verb.click()
  await expect(studio.window.getByText(/Step \d+ of 100/)).toBeVisible()
  expect(await killEngine(studio)).toBe(1)
  await expect(studio.window.getByText(/engine stopped/i).first()).toBeVisible()
  await studio.screenshot('engine-crashed')
  await artist.set('Steps', '4')
  await artist.verb.click()
  await expect(artist.candidates).toHaveCount(1)
  await studio.dispose()
})

test('the app dies in mid-run: strokes, candidates, gallery and queue are as they were', async () => {
  const studio = await launchStudio()
  const artist = await artistAt(studio.window)
  await artist.set('Steps', '4')
  await artist.verb.click()
  await expect(artist.candidates).toHaveCount(1)
  await artist.tool('b')
  await artist.stroke([
    [0.2, 0.2],
    [0.7, 0.3],
    [0.5, 0.8],
  ])
  await expect(artist.layers).toHaveCount(1)
  await artist.describe('yellow lemon')
  await artist.set('Steps', '100')
  await studio.window.keyboard.press('Control+Enter')
  await expect(studio.window.getByText(/Step \d+ of \d+/)).toBeVisible()
  await artist.saved()
  const before = await artist.ask('document.load', null)
  await studio.kill()

  const again = await studio.reopen()
  const back = await artistAt(again.window)
  await expect(back.layers).toHaveCount(1)
  await expect(back.candidates).toHaveCount(1)
  await expect(again.window.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('yellow lemon')
  expect(await back.ask('document.load', null)).toEqual(before)
  const jobs = await back.ask('queue.list', null)
  expect(jobs.filter(({ state }) => state === 'running' || state === 'queued')).toHaveLength(1)
  await again.screenshot('after-crash')
  await again.dispose()
})

test('cancel stops a run at any step, and keeps what is there', async () => {
  const studio = await launchStudio()
  const artist = await artistAt(studio.window)
  await artist.set('Steps', '100')
  await artist.verb.click()
  await expect(studio.window.getByText(/Step \d+ of \d+/)).toBeVisible()
  await artist.verb.click()
  await expect(artist.verb).toContainText('Generate')
  const jobs = await artist.ask('queue.list', null)
  expect(jobs[0]?.state).toBe('cancelled')
  expect(studio.complaints).toEqual([])
  await studio.dispose()
})
