import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { runNode } from '../child.ts'
import { inRoot, root } from '../place.ts'
import type { Tally } from './run-checks.ts'

/** Runs Vitest on the given files or folders, all of `tests/` when there are none. */
export async function runSuite(name: string, places: readonly string[]): Promise<Tally> {
  const report = freshReport(name)
  const args = ['run', ...places, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await runNode(inRoot('node_modules/vitest/vitest.mjs'), args, { cwd: root })
  const result = readReport<VitestReport>(report)
  if (!result) return { passed: 0, failed: 1 }
  // A file that can't even be loaded is a failed suite without a failed test.
  const broken = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = result.numFailedTests + broken.length
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed }
}

/** Runs the journeys through the real application. */
export async function runJourneys(env: NodeJS.ProcessEnv, places: readonly string[]): Promise<Tally> {
  const report = freshReport('journeys')
  const args = ['test', '--config', 'playwright.config.ts', '--pass-with-no-tests', ...places]
  const { code } = await runNode(inRoot('node_modules/@playwright/test/cli.js'), args, { cwd: root, env })
  const stats = readReport<JourneyReport>(report)?.stats
  if (!stats) return { passed: 0, failed: 1 }
  const failed = stats.unexpected + stats.flaky
  return { passed: stats.expected, failed: failed === 0 && code !== 0 ? 1 : failed }
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { status: string; assertionResults: readonly unknown[] }[]
}

interface JourneyReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
}

/** Where the report will be; one of an earlier run is removed, so that it can't speak for this one. */
function freshReport(name: string): string {
  const file = inRoot('out', 'reports', `${name}.json`)
  mkdirSync(path.dirname(file), { recursive: true })
  rmSync(file, { force: true })
  return file
}

function readReport<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null
}
