import { createRequire } from 'node:module'
import path from 'node:path'
import { build, type CliOptions, type Configuration } from 'electron-builder'
import { buildAppOrFail } from '../build/build.ts'
import { runChild } from '../child.ts'
import { fallbackPackaging } from '../electron-fallback/package-config.ts'
import { inRoot, root } from '../place.ts'
import { setUpElectron, type Electron } from '../setup/electron.ts'
import { fail, say } from '../setup/say.mjs'

const { version } = createRequire(import.meta.url)(inRoot('package.json')) as { version: string }

function configure(electron: Electron): Configuration {
  return {
    extends: inRoot('electron-builder.yml'),
    electronDist: electron.folder,
    electronVersion: electron.version,
    ...(electron.fallback ? fallbackPackaging(electron.folder) : {}),
  }
}

/** Where electron-builder can't fetch its own helpers either, the archive is made here, of the same folder. */
async function archiveFolder(): Promise<string> {
  const name = `verso-${version}-${process.platform}-${process.arch}`
  const file = inRoot('dist', `${name}.tar.gz`)
  const args = [
    '-czf',
    file,
    '-C',
    inRoot('dist'),
    `--transform=s/^linux-unpacked/${name}/`,
    'linux-unpacked',
  ]
  const { code, output } = await runChild('tar', args, { capture: true })
  if (code !== 0) fail(`The archive could not be written: ${output.trim()}`)
  return file
}

const electron = await setUpElectron()
await buildAppOrFail()
const options: CliOptions = {
  projectDir: root,
  config: configure(electron),
  publish: 'never',
  dir: electron.fallback,
}
const made = await build(options).catch((error: unknown) =>
  fail(`Packaging failed: ${error instanceof Error ? error.message : String(error)}`),
)
if (electron.fallback) {
  say("electron-builder's helpers can't be downloaded here: only the folder and a tar.gz are made")
  made.push(inRoot('dist', 'linux-unpacked'), await archiveFolder())
}
for (const file of made) console.log(path.relative(root, file))
