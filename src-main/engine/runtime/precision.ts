import { VersoError } from '#shared/errors.ts'
import type { RequestAdditions } from '#shared/entities/request-additions.ts'
import type { ComputePrecision } from '../weights/weight-source.ts'
import type { Provider } from './devices.ts'

export type PrecisionChoice = RequestAdditions['precision']

/**
 * What the denoiser computes in. `auto` is float32: the same picture as the reference. Eight bits are the
 * processor's: throws `bad-request` for them on another device, and for graphs that were exported elsewhere.
 */
export function precisionOf(
  choice: PrecisionChoice,
  { provider, isForeign }: { readonly provider: Provider; readonly isForeign: boolean },
): ComputePrecision {
  if (choice !== 'int8') return 'fp32'
  if (isForeign) {
    const message = `A folder of ONNX files computes in what it was exported in. Leave the precision at "auto", or choose the same model as .safetensors.`
    throw new VersoError('bad-request', message, { subject: 'precision' })
  }
  if (provider === 'cpu') return 'int8'
  const message = `The precision "int8" is for the device "cpu", not for "${provider}". Choose that device, or another precision.`
  throw new VersoError('bad-request', message, { subject: 'precision' })
}
