import { fork, type ChildProcess } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** Starts a script beside this file as a process, killed when the test has ended. */
export function forkScript(name: string, args: readonly string[]): ChildProcess {
  const child = fork(new URL(name, import.meta.url), [...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** The next message of a process; an error if it ends first. */
export function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`The process ended with ${code} and without a word.`)))
  })
}
