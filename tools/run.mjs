// The door to every npm script. Runs on any Node ≥ 20 without dependencies: installs what is missing, then hands over
// to the same command under the project's own Node, which can run TypeScript as it is.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findProjectNode } from './setup/project-node.mjs'
import { installPackages } from './setup/packages.mjs'
import { fail } from './setup/say.mjs'

const root = path.dirname(import.meta.dirname)
const [name = '', ...rest] = process.argv.slice(2)
// The command line of Verso itself must see no script of ours in between: its output and exit code are the program's.
const script =
  name === 'verso'
    ? path.join(root, 'src-main', 'cli.ts')
    : path.join(import.meta.dirname, 'commands', `${name}.ts`)

if (!/^[a-z]+$/.test(name) || !existsSync(script)) {
  fail(
    `"${name}" is no command. Try: npm start, npm test, npm run dev | check | fix | package | bench | verso.`,
  )
}
await installPackages(root)

const child = spawn(findProjectNode(root), ['--disable-warning=ExperimentalWarning', script, ...rest], {
  cwd: name === 'verso' ? (process.env.INIT_CWD ?? process.cwd()) : root,
  stdio: 'inherit',
  // As src-main/engine/host/node-child.ts: glibc gives large tensors' memory back.
  env: { MALLOC_MMAP_THRESHOLD_: '16777216', MALLOC_TRIM_THRESHOLD_: '268435456', ...process.env },
})
// Ctrl+C reaches the child by itself; a polite kill is passed on. Either way we wait for the child to tidy up.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => fail(`Could not start Node for "${name}": ${error.message}`))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
