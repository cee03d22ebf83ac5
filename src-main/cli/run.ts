import { toAppError } from '#shared/errors.ts'
import { describe } from './describe.ts'
import { exitBadInput, exitCodeOf, exitDone } from './exit.ts'
import { generate } from './generate/generate.ts'
import { help } from './help.ts'
import { models } from './inspect.ts'
import { read } from './read.ts'
import type { Terminal } from './terminal.ts'

const commands: Readonly<Record<string, (args: readonly string[], terminal: Terminal) => Promise<number>>> = {
  describe,
  generate,
  models,
  read,
}

/** Runs one command and returns its exit code; every error is a sentence on standard error, and JSON where asked. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = args
  if (['--help', '-h', 'help'].includes(name) || rest.includes('--help')) {
    terminal.stdout.write(help)
    return exitDone
  }
  if (name === '--version') {
    terminal.stdout.write(`${terminal.versions['verso'] ?? ''}\n`)
    return exitDone
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    terminal.stderr.write(name === '' ? help : `There is no command “${name}”.\n\n${help}`)
    return exitBadInput
  }
  try {
    return await command(rest, terminal)
  } catch (thrown) {
    const error = toAppError(thrown)
    terminal.stderr.write(`${error.message}\n`)
    if (rest.includes('--json')) terminal.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`)
    return exitCodeOf(error.code)
  }
}
