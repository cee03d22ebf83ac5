import type { DeviceName } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'

export type Provider = Exclude<DeviceName, 'auto'>

/** From the fastest on its platform to the one that is always there. */
const order: readonly Provider[] = ['dml', 'cuda', 'webgpu', 'coreml', 'cpu']

/**
 * What `auto` may take by itself. CoreML is left to those who ask for it, since it often falls back to the CPU in
 * pieces and is slower; so is WebGPU on Linux, where a driver in software would be slower than the CPU.
 */
const automatic: Readonly<Partial<Record<NodeJS.Platform, readonly Provider[]>>> = {
  win32: ['dml', 'cpu'],
  darwin: ['webgpu', 'cpu'],
  linux: ['cuda', 'cpu'],
}

export interface ProviderOptions {
  readonly platform?: NodeJS.Platform
}

/** The providers among `usable` (the runtime's names), best first. */
export function knownProviders(usable: readonly string[]): readonly Provider[] {
  return order.filter((provider) => usable.includes(provider))
}

/**
 * The providers to try for a device. `auto` ends in the CPU; a device by name is that one alone, so that a picture
 * is never made on another device than its record says. Throws when the runtime has no such provider here.
 */
export function providersFor(
  device: DeviceName,
  usable: readonly string[],
  options: ProviderOptions = {},
): readonly Provider[] {
  const known = knownProviders(usable)
  const { platform = process.platform } = options
  if (device === 'auto')
    return known.filter((provider) => (automatic[platform] ?? ['cpu']).includes(provider))
  if (known.includes(device)) return [device]
  const message = `The device "${device}" is not available on this computer. Choose one of: auto, ${known.join(', ')}.`
  throw new VersoError('bad-request', message, { subject: 'device' })
}
