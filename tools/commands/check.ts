import { runChecks } from '../checks/run-checks.ts'
import { runSuite } from '../checks/suites.ts'

const checks = await runChecks()
const architecture = await runSuite('architecture', ['tests/architecture'])
process.exitCode = checks.failed + architecture.failed > 0 ? 1 : 0
