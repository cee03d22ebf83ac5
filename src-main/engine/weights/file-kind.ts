import { VersoError } from '#shared/errors.ts'
import { damaged } from './damaged.ts'

const decode = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

/**
 * Refuses what is not a safetensors file, told by its first bytes and never by its name: pickles (which can run
 * code), other containers, and what a failed download leaves behind. `firstBytes`: 64 or more, where there are.
 */
export function refuseOtherKinds(file: string, firstBytes: Uint8Array): void {
  // A header's length may begin with a pickle's bytes, so a safetensors file is known by its brace first.
  if (firstBytes[8] === 0x7b) return
  const text = decode(firstBytes)
  const pickle = firstBytes[0] === 0x80 && (firstBytes[1] ?? 0) >= 1 && (firstBytes[1] ?? 0) <= 5
  if (text.startsWith('PK\u0003\u0004') || pickle)
    throw unsupported(file, 'is a pickle, which can run programs when it is opened')
  if (text.startsWith('GGUF')) throw unsupported(file, 'is a GGUF file')
  if (text.startsWith('version https://git-lfs'))
    throw damaged(file, 'it is a pointer of Git LFS, not the weights')
  if (/^\s*<(!doctype|html)/i.test(text)) throw damaged(file, 'it is a web page, not the weights')
}

function unsupported(file: string, what: string): VersoError {
  const message = `${file} ${what}. Verso does not open it; get the .safetensors version of this model.`
  return new VersoError('model-unsupported', message, { subject: file })
}
