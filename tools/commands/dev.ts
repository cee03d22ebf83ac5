import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { buildApp } from '../build/build.ts'
import { inRoot, root } from '../place.ts'
import { say } from '../setup/say.mjs'
import { setUpStudio } from '../setup/studio.ts'

/** Opens Verso and, whenever a source file changes, builds what changed and opens it again. Ctrl+C ends both. */
const studio = await setUpStudio()
let open: ChildProcess | null = null
let timer: NodeJS.Timeout | undefined

async function rebuild(): Promise<void> {
  try {
    await buildApp()
  } catch (error) {
    say(`does not build yet: ${error instanceof Error ? error.message : String(error)}`)
    return
  }
  await closeWindow()
  open = spawn(studio.electron.executable, [...studio.flags, root, ...process.argv.slice(2)], {
    cwd: root,
    env: studio.env,
    stdio: 'inherit',
  })
}

function closeWindow(): Promise<void> {
  const child = open
  open = null
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve()
    })
    child.kill()
  })
}

for (const folder of ['src-main', 'src-renderer', 'src-shared', 'assets']) {
  watch(inRoot(folder), { recursive: true }, () => {
    clearTimeout(timer)
    // An editor's "save all" is one change.
    timer = setTimeout(() => void rebuild(), 300)
  })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void closeWindow().then(() => {
      studio.display.stop()
      process.exit(0)
    })
  })
}
await rebuild()
