import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fail, sayWhile } from './say.mjs'

/** Runs `npm ci` unless `node_modules` already holds what the lockfile asks for. */
export async function installPackages(root) {
  if (isInstalled(root)) return
  const log = path.join(os.tmpdir(), `verso-npm-ci-${process.pid}.log`)
  const code = await sayWhile('installing packages (a minute or two, once)', () => runNpmCi(root, log))
  if (code !== 0) fail(explain(log))
}

/**
 * npm writes `node_modules/.package-lock.json` as the last step of an install. So it proves a finished install, and it
 * tells which versions: an interrupted one has none, and one of another lockfile differs.
 */
export function isInstalled(root) {
  const hidden = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  try {
    const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
    return Object.entries(wanted).every(
      ([place, entry]) => place === '' || entry.optional || present[place]?.version === entry.version,
    )
  } catch {
    return false
  }
}

/** npm's own script when npm started us (no shell, no surprises on Windows), else the one on the PATH. */
function npmCommand() {
  const script = process.env.npm_execpath
  if (script && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, [script], false]
  return ['npm', [], process.platform === 'win32']
}

function runNpmCi(root, log) {
  mkdirSync(path.dirname(log), { recursive: true })
  const [command, before, shell] = npmCommand()
  const child = spawn(command, [...before, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const file = createWriteStream(log)
  child.stdout.pipe(file, { end: false })
  child.stderr.pipe(file, { end: false })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      file.end(`npm error ${error.message}\n`, () => resolve(1))
    })
    child.on('close', (code) => file.end(() => resolve(code)))
  })
}

function explain(log) {
  const text = existsSync(log) ? readFileSync(log, 'utf8') : ''
  const reasons = text
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line) && !/complete log|_logs/.test(line))
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(text)
  const advice = offline
    ? 'The first set-up needs the network once; check it (and a proxy) and try again.'
    : /ENOSPC/.test(text)
      ? 'The disk is full: about 1.5 GB are needed.'
      : 'Mend what it names and try again.'
  return `Packages could not be installed.\n${reasons.slice(0, 8).join('\n')}\n${advice}\nThe whole log: ${log}`
}
