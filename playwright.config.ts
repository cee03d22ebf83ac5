import { defineConfig } from '@playwright/test'

/** Journeys through the real application in the real Electron, one at a time; those tagged @full run with `--full` only. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: /\.(e2e|spec)\.ts$/,
  outputDir: 'out/journeys',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  ...(process.env.VERSO_FULL ? {} : { grepInvert: /@full/ }),
  reporter: [['list'], ['json', { outputFile: 'out/reports/journeys.json' }]],
})
