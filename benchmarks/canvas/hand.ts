import type { Page } from '@playwright/test'

/** Where the canvas is in the window, in CSS pixels. */
export interface Field {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Three seconds of zig-zag with the pointer down, as fast as the machine delivers events. */
export async function drag(page: Page, field: Field, button: 'left' | 'middle' = 'left'): Promise<void> {
  const [x, y] = middle(field)
  await page.mouse.move(x, y)
  await page.mouse.down({ button })
  const end = Date.now() + 3000
  for (let i = 0; Date.now() < end; i++) {
    await page.mouse.move(x + Math.sin(i / 9) * field.width * 0.3, y + Math.cos(i / 7) * field.height * 0.3)
  }
  await page.mouse.up({ button })
}

/** Three seconds of turning the wheel over the canvas, in and out. */
export async function roll(page: Page, field: Field): Promise<void> {
  await page.mouse.move(...middle(field))
  const end = Date.now() + 3000
  for (let i = 0; Date.now() < end; i++) await page.mouse.wheel(0, i % 40 < 20 ? -40 : 40)
}

function middle({ x, y, width, height }: Field): [number, number] {
  return [x + width / 2, y + height / 2]
}
