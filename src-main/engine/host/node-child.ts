import { fork } from 'node:child_process'
import type { EngineTransport } from './transport.ts'

/**
 * glibc by default keeps what large tensors leave behind, in pieces that the next ones do not fit into: a process that
 * needs 4 GB had 6 GB after three steps. With sizes that are fixed it stays at 4. Other systems ignore this.
 */
const steadyMemory = { MALLOC_MMAP_THRESHOLD_: '16777216', MALLOC_TRIM_THRESHOLD_: '268435456' }

/**
 * Starts the engine's process as a plain Node child. `entry` is the script; `execPath` the Node to run it with, by
 * default this process's own (Electron then runs as Node).
 */
export function nodeChild(entry: string, options: { execPath?: string } = {}): EngineTransport {
  const child = fork(entry, [], {
    ...options,
    serialization: 'advanced',
    execArgv: [],
    env: { ...process.env, ...steadyMemory, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return {
    post(message) {
      // A message to a child that has ended is lost; its end is heard by `onExit`.
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.once('exit', (code, signal) => listener(signal === null ? `with code ${code}` : `by ${signal}`))
      child.once('error', (error) => {
        if (child.pid === undefined) listener(`before it began (${error.message})`)
      })
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
