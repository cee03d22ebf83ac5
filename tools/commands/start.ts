import { spawn } from 'node:child_process'
import { buildAppOrFail } from '../build/build.ts'
import { root } from '../place.ts'
import { setUpStudio } from '../setup/studio.ts'

const studio = await setUpStudio()
await buildAppOrFail()
const { executable } = studio.electron
const child = spawn(executable, [...studio.flags, root, ...process.argv.slice(2)], {
  cwd: root,
  env: studio.env,
  stdio: 'inherit',
})
// Ctrl+C reaches the window by itself; it closes its library and ends, and only then do we.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  studio.display.stop()
  process.exit(code ?? 1)
})
