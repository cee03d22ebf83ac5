import { openDisplay, needsVirtualDisplay, type Display } from './display.ts'
import { setUpElectron, type Electron } from './electron.ts'
import { setUpLibraries } from './linux-libraries.ts'
import { sandboxFlags } from './sandbox.ts'

/** All that a window needs on this machine. */
export interface Studio {
  readonly electron: Electron
  /** Flags that come before the application's folder. */
  readonly flags: readonly string[]
  readonly display: Display
  /** The environment to start Electron, or a program that starts it, in. */
  readonly env: NodeJS.ProcessEnv
}

export async function setUpStudio(): Promise<Studio> {
  const electron = await setUpElectron()
  await setUpLibraries(electron.executable, needsVirtualDisplay())
  // Where no desktop runs, Chromium reports at length that it can't find one's services.
  const quiet = needsVirtualDisplay() ? ['--log-level=3'] : []
  const flags = [...(await sandboxFlags(electron)), ...quiet]
  const display = await openDisplay()
  const env = {
    ...process.env,
    ...display.env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    VERSO_ELECTRON: electron.executable,
  }
  return { electron, flags, display, env }
}
