import { spawn, type SpawnOptions } from 'node:child_process'

export interface Outcome {
  /** The exit code; a signal counts as 1, an interrupt as 130. */
  readonly code: number
  /** stdout and stderr together, empty unless captured. */
  readonly output: string
}

export interface ChildOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** Collect the output instead of showing it. */
  readonly capture?: boolean
}

/** Runs a program to its end. A program that can't be started is an outcome with code 127 and the reason as its output. */
export function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<Outcome> {
  const { capture = false, ...rest } = options
  const child = spawn(command, [...args], {
    ...rest,
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => {
    const end = (code: number, more = ''): void => {
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + more })
    }
    child.on('error', (error) => {
      end(127, error.message)
    })
    child.on('close', (code, signal) => {
      end(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

/** Runs one of the project's own command-line tools, by its script, under the same Node as this one. */
export function runNode(
  script: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<Outcome> {
  return runChild(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], options)
}
