import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { RequestInput, RequestName, RequestOutput } from '#shared/ipc/contract.ts'
import type { Result } from '#shared/result.ts'

/** What an artist does in the window, in the words of the window. */
export interface Artist {
  readonly verb: Locator
  readonly candidates: Locator
  readonly layers: Locator
  describe(prompt: string): Promise<void>
  set(label: string, value: string): Promise<void>
  tool(key: string): Promise<void>
  /** A stroke through points given as shares of the page (0 … 1). */
  stroke(points: readonly (readonly [number, number])[]): Promise<void>
  drop(path: string): Promise<void>
  /** Asks the main process, as the window itself does; throws on an error. */
  ask<K extends RequestName>(name: K, input: RequestInput<K>): Promise<RequestOutput<K>>
  /** Waits until the document on the screen is in the library. */
  saved(): Promise<void>
}

export async function artistAt(window: Page): Promise<Artist> {
  await expect(window.locator('body')).toHaveAttribute('data-ready', 'true')
  const verb = window.getByTestId('verb')
  const staging = window.getByRole('region', { name: 'Candidates' })
  return {
    verb,
    candidates: staging.getByRole('button', { name: /^Candidate \d+$/ }),
    layers: window.getByRole('button', { name: /^Layer / }),
    describe: (prompt) => window.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompt),
    async set(label, value) {
      const field = window.getByRole('spinbutton', { name: label, exact: true })
      await field.fill(value)
      await field.press('Enter')
    },
    async tool(key) {
      await window.getByTestId('canvas').focus()
      await window.keyboard.press(key)
    },
    stroke: (points) => stroke(window, points),
    drop: (path) => drop(window, path),
    ask: (name, input) => ask(window, name, input),
    saved: async () => {
      await expect(window.getByText('Saved', { exact: true })).toBeVisible()
    },
  }
}

/** Page 512 × 512, shown whole in the middle of the canvas: Ctrl+0 fits it. */
async function stroke(window: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const canvas = window.getByTestId('canvas')
  await canvas.focus()
  await window.keyboard.press('Control+0')
  const page = await pageRectangle(window)
  const at = ([x, y]: readonly [number, number]) => [page.x + x * page.side, page.y + y * page.side] as const
  const [first, ...rest] = points.map(at)
  if (first === undefined) return
  await window.mouse.move(...first)
  await window.mouse.down()
  for (const point of rest) await window.mouse.move(...point, { steps: 8 })
  await window.mouse.up()
}

async function pageRectangle(window: Page): Promise<{ x: number; y: number; side: number }> {
  const bounds = await window.getByTestId('canvas').boundingBox()
  if (bounds === null) throw new Error('The canvas is not shown.')
  const percent = await window.locator('.zoom').textContent()
  const side = (512 * Number.parseFloat(percent ?? '')) / 100
  return { x: bounds.x + (bounds.width - side) / 2, y: bounds.y + (bounds.height - side) / 2, side }
}

/** Drops a file's bytes onto the window, as from another program. */
async function drop(window: Page, path: string): Promise<void> {
  const file = { name: basename(path), bytes: readFileSync(path).toString('base64') }
  await window.evaluate(({ name, bytes }) => {
    const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([data], name))
    const canvas = document.querySelector('[data-testid=canvas]')
    for (const type of ['dragover', 'drop']) {
      canvas?.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
    }
  }, file)
}

async function ask<K extends RequestName>(
  window: Page,
  name: K,
  input: RequestInput<K>,
): Promise<RequestOutput<K>> {
  const answer = (await window.evaluate(
    ({ key, value }) =>
      (globalThis as unknown as { verso: { call(key: string, value: unknown): unknown } }).verso.call(
        key,
        value,
      ),
    { key: name, value: input },
  )) as Result<RequestOutput<K>>
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}
