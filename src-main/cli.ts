import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngine } from '#engine/index.ts'
import { hashesFile, keepHashes } from '#engine/models/kept-hashes.ts'
import { exitCancelled } from './cli/exit.ts'
import { runCommand } from './cli/run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const abort = new AbortController()

// The first Ctrl+C stops between two steps, the second at once.
process.on('SIGINT', () => {
  if (abort.signal.aborted) process.exit(exitCancelled)
  process.stderr.write('Stopping after this step; press Ctrl+C again to stop at once.\n')
  abort.abort()
})

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: abort.signal,
  engine: async () => createEngine({ hashes: keepHashes(hashesFile()) }),
  starterDir: join(root, 'assets', 'models', 'starter'),
  modelsDir: process.env['VERSO_MODELS'] ?? join(homedir(), 'Pictures', 'Verso', 'models'),
  clock: () => new Date(),
  versions: { verso: version, node: process.versions.node },
})
