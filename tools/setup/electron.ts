import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fallbackName, installFallback } from '../electron-fallback/install.ts'
import { inRoot } from '../place.ts'
import { cacheFolder } from './cache.ts'
import { fail, say, sayWhile } from './say.mjs'

/** The Electron that everything here uses: `npm start`, the journeys, packaging. */
export interface Electron {
  readonly version: string
  /** The folder with the executable in it, as `ELECTRON_OVERRIDE_DIST_PATH` and electron-builder want it. */
  readonly folder: string
  readonly executable: string
  readonly fallback: boolean
}

const record = inRoot('node_modules', '.verso', 'electron.json')
const executables: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
}
/** Loads what the `electron` package depends on, at the versions it asks for. */
const fromElectron = createRequire(inRoot('node_modules', 'electron', 'package.json'))

/** Finds the Electron of an earlier set-up, else downloads it into the cache. Tells which one it is. */
export async function setUpElectron(): Promise<Electron> {
  const wanted = (fromElectron('./package.json') as { version: string }).version
  const electron = readRecord(wanted) ?? (await install(wanted))
  say(
    `Electron ${electron.version}${electron.fallback ? ` (stands in for ${wanted}, which could not be downloaded)` : ''}`,
  )
  return electron
}

function readRecord(wanted: string): Electron | null {
  if (!existsSync(record)) return null
  const saved = JSON.parse(readFileSync(record, 'utf8')) as Electron & { wanted: string }
  const current = !saved.fallback || path.basename(saved.folder) === fallbackName
  return saved.wanted === wanted && current && existsSync(saved.executable) ? saved : null
}

async function install(wanted: string): Promise<Electron> {
  const electron =
    (await installOfficial(wanted)) ?? (await installFallback(path.join(cacheFolder(), 'electron')))
  if (!electron) {
    return fail(
      `Electron ${wanted} could not be downloaded from its release host (github.com).\n` +
        'Check the network or a proxy, or set ELECTRON_MIRROR to a mirror of its releases, and try again.',
    )
  }
  mkdirSync(path.dirname(record), { recursive: true })
  writeFileSync(record, `${JSON.stringify({ ...electron, wanted }, null, 2)}\n`)
  return electron
}

async function installOfficial(version: string): Promise<Electron | null> {
  const folder = path.join(cacheFolder(), 'electron', `${version}-${process.platform}-${process.arch}`)
  const name = executables[process.platform]
  if (!name) return null
  const executable = path.join(folder, name)
  if (!existsSync(executable)) {
    if (!(await isReachable(version))) return null
    const failure = await sayWhile(`downloading Electron ${version} (once)`, () => download(version, folder))
    if (failure) {
      say(`that did not work: ${failure}`)
      return null
    }
  }
  return { version, folder, executable, fallback: false }
}

/** A network that lets nothing through shows it within seconds, before a download of 100 MB would run into its time-outs. */
async function isReachable(version: string): Promise<boolean> {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror
  if (mirror) return true
  const url = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(6000) })
    return answer.ok
  } catch {
    return false
  }
}

interface Get {
  downloadArtifact(details: Record<string, unknown>): Promise<string>
}
interface Unzip {
  extract(zip: string, options: { dir: string }): Promise<void>
}

/** Checked against the checksums inside the `electron` package; unpacked beside its place and renamed when complete. */
async function download(version: string, folder: string): Promise<string | null> {
  const partial = `${folder}.partial-${process.pid}`
  try {
    const { downloadArtifact } = fromElectron('@electron/get') as Get
    const { extract } = fromElectron('@electron-internal/extract-zip') as Unzip
    const checksums = fromElectron('./checksums.json') as Record<string, string>
    const { platform, arch } = process
    const zip = await downloadArtifact({ version, artifactName: 'electron', checksums, platform, arch })
    await extract(zip, { dir: partial })
    rmSync(folder, { recursive: true, force: true })
    renameSync(partial, folder)
    return null
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    return error instanceof Error ? error.message : String(error)
  }
}
