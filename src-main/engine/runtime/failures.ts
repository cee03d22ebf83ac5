import { VersoError } from '#shared/errors.ts'

export interface FailureContext {
  /** A clause that fits after "could not". */
  readonly doing: string
  readonly subject: string
}

const memory = /allocat|bad_alloc|out of memory|E_OUTOFMEMORY|not enough memory|std::length_error/i
const weights = /external data|external initializer|out of bounds|end of file|mmap|does not exist|escapes/i

/** ONNX Runtime's exceptions carry only text; this says which of our errors a text is. */
export function toEngineError(cause: unknown, { doing, subject }: FailureContext): VersoError {
  if (cause instanceof VersoError) return cause
  const text = readable(cause)
  const start = `${subject}: Verso could not ${doing}`
  if (memory.test(text)) {
    const message = `${start}: memory ran out. Choose a smaller picture, the precision "int8" on the device "cpu", or close other programs.`
    return new VersoError('out-of-memory', message, { subject, cause })
  }
  if (weights.test(text)) {
    const message = `${start}: its weights could not be read (${text}). Get the model again from its source.`
    return new VersoError('model-damaged', message, { subject, cause })
  }
  const message = `${start} (${text}). Try the device "cpu"; if that fails too, report this message.`
  return new VersoError('engine-failed', message, { subject, cause })
}

/** ONNX Runtime's message on one line, without the place in ONNX Runtime's source and the condition that failed there. */
export function readable(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  return text
    .replace(/\s+/g, ' ')
    .replace(/^\/onnxruntime_src\/.* was false\. /, '')
    .trim()
    .slice(0, 500)
}
