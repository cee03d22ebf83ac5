import { join, resolve } from 'node:path'

export interface LaunchOptions {
  /** The artist's library; `--library=DIR` chooses another than the one in the pictures folder. */
  readonly libraryDir: string
  /** Where Chromium keeps its own files; `--user-data-dir=DIR`, null for the system's place. */
  readonly userDataDir: string | null
  /** A `.verso` file to open, as a double click gives it. */
  readonly document: string | null
}

/** What the command line says of where things are. */
export function readLaunchOptions(argv: readonly string[], picturesDir: string): LaunchOptions {
  const library = valueOf(argv, '--library')
  const userData = valueOf(argv, '--user-data-dir')
  return {
    libraryDir: library === null ? join(picturesDir, 'Verso') : resolve(library),
    userDataDir: userData === null ? null : resolve(userData),
    document: documentIn(argv, process.cwd()),
  }
}

/** The first `.verso` file that a command line names, as a whole path. */
export function documentIn(argv: readonly string[], folder: string): string | null {
  const found = argv.slice(1).find((argument) => !argument.startsWith('-') && /\.verso$/i.test(argument))
  return found === undefined ? null : resolve(folder, found)
}

function valueOf(argv: readonly string[], name: string): string | null {
  const found = argv.find((argument) => argument.startsWith(`${name}=`))
  return found === undefined ? null : found.slice(name.length + 1)
}
