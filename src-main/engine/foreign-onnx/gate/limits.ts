import { VersoError } from '#shared/errors.ts'

/** Above any model that is known, and far below what would fill a computer's memory. */
export const limits = {
  /** A protocol buffer's own limit; larger models keep their weights in files beside. */
  fileBytes: 2 ** 31 - 1,
  fields: 5_000_000,
  nodes: 200_000,
  constants: 200_000,
  ports: 1000,
  /** Of names, operators, and texts that are looked at. */
  textBytes: 4096,
  rank: 16,
  side: 2 ** 31 - 1,
  /** Numbers in a tensor that a graph fills by itself. */
  filled: 2 ** 31 - 1,
  /** Graphs inside nodes inside graphs. */
  depth: 8,
  /** Of the standard operators: what ONNX Runtime reads. */
  opset: { least: 7, most: 26 },
} as const

/** A file that may be whole, but that Verso does not hand to ONNX Runtime; `reason` fits after its name and a colon. */
export function refused(file: string, reason: string): VersoError {
  const message = `${file}: ${reason}. Verso does not load such a file; get this model as .safetensors, or export it again with optimum-onnx.`
  return new VersoError('model-unsupported', message, { subject: file })
}

/** A name from the file, short and without control characters, as messages may show it. */
export function shown(name: string): string {
  return `"${name.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '�').slice(0, 120)}"`
}
