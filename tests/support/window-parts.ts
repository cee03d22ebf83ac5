import { build } from 'esbuild'
import type { Page } from '@playwright/test'

/** Modules of the window that a journey calls by themselves, under `globalThis.parts` of the page. */
export async function bringParts(page: Page, exports: readonly string[]): Promise<void> {
  const root = new URL('../..', import.meta.url).pathname
  const result = await build({
    stdin: { contents: exports.map((each) => `export * from '${each}'`).join('\n'), resolveDir: root },
    bundle: true,
    format: 'iife',
    globalName: 'parts',
    target: 'chrome130',
    write: false,
    logLevel: 'silent',
  })
  await page.evaluate(`${result.outputFiles[0]?.text ?? ''}; globalThis.parts = parts; undefined`)
}
