import { VersoError } from '#shared/errors.ts'
import { damaged } from './damaged.ts'

/** Each byte a character; a `TextDecoder` would take "latin1" for Windows' letters. */
const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const other = 'get the .safetensors version of this model'
const whole = 'choose the folder of the whole model'

/** How files of other kinds begin, and what to say of them. */
const kinds: readonly (readonly [begins: RegExp, what: string, way: string])[] = [
  // torch zips its pickles; those that stand alone begin with their protocol, 1 … 5.
  [/^PK\u0003\u0004|^\u0080[\u0001-\u0005]/, 'is a pickle, which can run programs when it is opened', other],
  [/^GGUF/, 'is a GGUF file', other],
  [/^\u0089HDF/, 'is an HDF5 file', other],
  [/^\u0089PNG|^\u00ff\u00d8\u00ff|^RIFF....WEBP/s, 'is a picture', 'choose a model'],
  [
    /^\u001f\u008b|^7z\u00bc\u00af|^Rar!|^\u00fd7zXZ/,
    'is a packed archive',
    'unpack it, and choose the model inside',
  ],
  // An ONNX model begins with its version, 3 … 12, and goes on with a text or its graph.
  [/^\u0008[\u0003-\u000c][\u0012\u001a\u0022\u003a\u0042]/, 'is one network of an ONNX model', whole],
  [/^\s*\{\s*"/, 'is a config, not the weights', whole],
]

/**
 * Refuses what is not a safetensors file, told by its first bytes and never by its name: pickles (which can run
 * code), other containers, and what a failed download leaves behind. `firstBytes`: 64 or more, where there are.
 */
export function refuseOtherKinds(file: string, firstBytes: Uint8Array): void {
  // A header's length may begin with any bytes, so a safetensors file is known by its brace first.
  if (firstBytes[8] === 0x7b && firstBytes[7] === 0) return
  const text = decode(firstBytes)
  if (text.startsWith('version https://git-lfs'))
    throw damaged(file, 'it is a pointer of Git LFS, not the weights')
  if (/^\s*<(!doctype|html)/i.test(text)) throw damaged(file, 'it is a web page, not the weights')
  for (const [begins, what, way] of kinds) if (begins.test(text)) throw unsupported(file, what, way)
}

function unsupported(file: string, what: string, way: string): VersoError {
  const message = `${file} ${what}. Verso does not open it; ${way}.`
  return new VersoError('model-unsupported', message, { subject: file })
}
