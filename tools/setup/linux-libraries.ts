import { existsSync } from 'node:fs'
import { runChild } from '../child.ts'
import { fail, say, sayWhile } from './say.mjs'

/** Debian's names; newer releases append `t64` to some of them. */
const packages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
]
const otherSystems = [
  [
    '/usr/bin/dnf',
    'dnf install gtk3 nss alsa-lib mesa-libgbm libXScrnSaver at-spi2-atk cups-libs libxkbcommon',
  ],
  ['/usr/bin/pacman', 'pacman -S gtk3 nss alsa-lib mesa libxss at-spi2-core libcups libxkbcommon'],
  [
    '/usr/bin/zypper',
    'zypper install gtk3-tools mozilla-nss libasound2 libgbm1 libXss1 libatk-bridge-2_0-0 libxkbcommon0',
  ],
] as const

/** The shared libraries that a program asks for and this system lacks. */
export async function missingLibraries(executable: string): Promise<string[]> {
  const { output } = await runChild('ldd', [executable], { capture: true })
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** Installs what Electron needs from the system (and a virtual display when asked for), or says with which command to. */
export async function setUpLibraries(executable: string, display: boolean): Promise<void> {
  if (process.platform !== 'linux') return
  const missing = await missingLibraries(executable)
  if (display && !isOnPath('Xvfb')) missing.push('Xvfb')
  if (missing.length === 0) return
  const wanted = [...packages, ...(display ? ['xvfb', 'xauth'] : [])]
  if (!(await installThroughApt(wanted, missing))) {
    fail(
      `These are missing on this system: ${missing.join(', ')}.\nInstall them with this command and try again:\n  ${command(wanted)}`,
    )
  }
  const still = await missingLibraries(executable)
  if (still.length > 0)
    fail(`Still missing after the installation: ${still.join(', ')}. Install the packages that hold them.`)
}

export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`))
}

async function installThroughApt(wanted: readonly string[], missing: readonly string[]): Promise<boolean> {
  if (!isOnPath('apt-get')) return false
  const before = process.getuid?.() === 0 ? [] : (await maySudo()) ? ['sudo', '-n'] : null
  if (!before) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => {
    const [program = 'apt-get', ...rest] = [
      ...before,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...args,
    ]
    return runChild(program, rest, { capture: true, env })
  }
  return await sayWhile(
    `installing system packages for ${missing.slice(0, 3).join(', ')} through apt`,
    async () => {
      await apt('update', '-qq')
      const names = await Promise.all(wanted.map(currentName))
      const { code, output } = await apt('install', '-y', '-qq', '--no-install-recommends', ...names)
      if (code !== 0) say(`apt-get failed: ${output.trim().split('\n').slice(-3).join(' ')}`)
      return code === 0
    },
  )
}

/** `libasound2` is `libasound2t64` on Debian 13 and Ubuntu 24.04. */
async function currentName(name: string): Promise<string> {
  const { code } = await runChild('apt-cache', ['show', '--no-all-versions', `${name}t64`], { capture: true })
  return code === 0 ? `${name}t64` : name
}

async function maySudo(): Promise<boolean> {
  return isOnPath('sudo') && (await runChild('sudo', ['-n', 'true'], { capture: true })).code === 0
}

function command(wanted: readonly string[]): string {
  const other = otherSystems.find(([program]) => existsSync(program))
  return other ? `sudo ${other[1]}` : `sudo apt-get update && sudo apt-get install -y ${wanted.join(' ')}`
}
