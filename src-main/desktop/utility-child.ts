import { utilityProcess } from 'electron'

/** A process with messages both ways; the engine's client takes it as its transport. */
interface ChildProcess {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (how: string) => void): void
  kill(): void
}

/** Starts the engine in Electron's utility process: its crash or lack of memory never takes the window down. */
export function utilityChild(entry: string): ChildProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Verso engine', stdio: 'inherit' })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`with code ${code}`)),
    // `kill()` asks politely (SIGTERM), which a run in native code would not hear; the signal cannot be chosen there.
    kill() {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      else child.once('spawn', () => child.pid !== undefined && process.kill(child.pid, 'SIGKILL'))
    },
  }
}
