import { parseArgs } from 'node:util'
import { buildApp } from '../build/build.ts'
import { runChecks, type Tally } from '../checks/run-checks.ts'
import { runJourneys, runSuite } from '../checks/suites.ts'
import { fail } from '../setup/say.mjs'
import { setUpStudio, type Studio } from '../setup/studio.ts'

const parts = ['check', 'unit', 'e2e'] as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false }, only: { type: 'string' } },
})
if (values.only !== undefined && !parts.some((part) => part === values.only)) {
  fail(`--only takes one of ${parts.join(', ')}; the rest are files or folders of tests.`)
}

function wants(part: (typeof parts)[number]): boolean {
  return values.only === undefined || values.only === part
}

async function buildAndJourney(studio: Studio): Promise<Tally> {
  console.log('\nJourneys through the real window')
  try {
    await buildApp()
  } catch (error) {
    console.log(`FAILED build\n${error instanceof Error ? error.message : String(error)}`)
    return { passed: 0, failed: 1 }
  }
  const env = values.full ? { ...studio.env, VERSO_FULL: '1' } : studio.env
  return await runJourneys(env, positionals)
}

async function runAll(studio: Studio): Promise<Tally[]> {
  const tallies: Tally[] = []
  if (wants('check')) {
    console.log('\nChecks')
    tallies.push(onlyFailures(await runChecks()))
  }
  if (wants('unit')) {
    console.log('\nTests')
    tallies.push(await runSuite('tests', positionals))
  }
  if (wants('e2e')) tallies.push(await buildAndJourney(studio))
  return tallies
}

/** A check that fails counts as a failed test; one that passes is no test. */
function onlyFailures({ failed }: Tally): Tally {
  return { passed: 0, failed }
}

const studio = await setUpStudio()
if (values.full) process.env.VERSO_FULL = '1'
const tallies = await runAll(studio)
studio.display.stop()
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
console.log(`\n${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed > 0 || (passed === 0 && values.only !== 'check') ? 1 : 0
