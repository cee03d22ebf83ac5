import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const root = path.dirname(path.dirname(import.meta.dirname))

export interface LaunchOptions {
  /** The library's folder; a new temporary one unless given. */
  readonly library?: string
  readonly userData?: string
  readonly env?: Readonly<Record<string, string>>
  /** More arguments for Verso itself. */
  readonly args?: readonly string[]
}

/** The running application, on folders of its own. */
export interface Studio {
  readonly app: ElectronApplication
  readonly window: Page
  readonly library: string
  readonly userData: string
  /** Errors and warnings that the window's console has shown so far. */
  readonly complaints: readonly string[]
  /** All that the main process has written so far. */
  readonly log: () => string
  /** Quits as an artist would, and waits for the end. */
  readonly close: () => Promise<void>
  /** Ends the process at once, as a crash would. */
  readonly kill: () => Promise<void>
  /** Closes, unless it has ended already, and opens the same library again. */
  readonly reopen: () => Promise<Studio>
  /** Writes `out/screenshots/<name>.png`; `docs/screenshots/…` where `VERSO_SCREENSHOTS=docs`. */
  readonly screenshot: (name: string) => Promise<void>
  /** Closes and removes the temporary folders. */
  readonly dispose: () => Promise<void>
}

/** Starts the built application (`out/`) in the Electron that set-up chose, and waits for its window to be loaded. */
export async function launchStudio(options: LaunchOptions = {}): Promise<Studio> {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'verso-journey-'))
  const library = options.library ?? path.join(temporary, 'library')
  const userData = options.userData ?? path.join(temporary, 'user-data')
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: [root, `--library=${library}`, `--user-data-dir=${userData}`, ...(options.args ?? [])],
    env: { ...definedEnvironment(), VERSO_LIBRARY: library, ...options.env },
    cwd: root,
  })
  const child = app.process()
  const log = collectOutput(child)
  const window = await app.firstWindow()
  const complaints = collectComplaints(window)
  await window.waitForLoadState('load')

  const close = async (): Promise<void> => {
    if (!hasEnded(child)) await app.close()
  }
  const reopen = async (): Promise<Studio> => {
    await close()
    return launchStudio({ ...options, library, userData })
  }
  const dispose = async (): Promise<void> => {
    await close()
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
  }
  const kill = () => killNow(child)
  const screenshot = (name: string) => saveScreenshot(window, name)
  return { app, window, library, userData, complaints, log, close, kill, reopen, screenshot, dispose }
}

/** The executable that set-up recorded; `npm test` passes it in the environment. */
export function electronExecutable(): string {
  const given = process.env.VERSO_ELECTRON
  if (given) return given
  const record = path.join(root, 'node_modules', '.verso', 'electron.json')
  return (JSON.parse(readFileSync(record, 'utf8')) as { executable: string }).executable
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
  )
  return Object.fromEntries(entries)
}

function collectOutput(child: ChildProcess): () => string {
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => lines.push(data.toString()))
  }
  return () => lines.join('')
}

/** Chromium's advice on speed: it comes or not with the machine's load, and nothing is wrong. */
const isAdvice = /^Canvas2D: Multiple readback operations/

function collectComplaints(window: Page): readonly string[] {
  const complaints: string[] = []
  window.on('pageerror', (error) => complaints.push(error.message))
  window.on('console', (message) => {
    const loud = message.type() === 'error' || message.type() === 'warning'
    if (loud && !isAdvice.test(message.text())) complaints.push(message.text())
  })
  return complaints
}

async function saveScreenshot(window: Page, name: string): Promise<void> {
  // Pictures differ a little from run to run; those in the documentation are taken on purpose.
  const kept = process.env.VERSO_SCREENSHOTS === 'docs'
  const folder = path.join(root, kept ? 'docs' : 'out', 'screenshots')
  mkdirSync(folder, { recursive: true })
  await window.screenshot({ path: path.join(folder, `${name}.png`) })
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function killNow(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
