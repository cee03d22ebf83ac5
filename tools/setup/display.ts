import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fail, say } from './say.mjs'

export interface Display {
  /** What a program needs in its environment to draw on it. */
  readonly env: { readonly DISPLAY?: string }
  readonly stop: () => void
}

export function needsVirtualDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY
}

/** The screen in front of the user, or on a Linux without one a virtual screen of 1600 × 1000 that lives until `stop`. */
export async function openDisplay(): Promise<Display> {
  if (!needsVirtualDisplay()) return { env: {}, stop: () => undefined }
  // With -displayfd the server picks a free number and writes it there once it is ready.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise<string | null>((resolve) => {
    const pipe = server.stdio[3] as Readable
    pipe.once('data', (data: Buffer) => {
      resolve(data.toString().trim())
    })
    server.once('exit', () => {
      resolve(null)
    })
    server.once('error', () => {
      resolve(null)
    })
  })
  if (number === null) return fail('There is no display, and the virtual one (Xvfb) could not be started.')
  say(`no display here, so a virtual one is used (Xvfb :${number})`)
  const stop = (): void => {
    server.kill()
  }
  process.once('exit', stop)
  return { env: { DISPLAY: `:${number}` }, stop }
}
