import { z } from 'zod'

/** Everything that can go wrong at a boundary. The window switches on the code and ends in `assertNever`. */
export const errorCodes = [
  'bad-request',
  'model-missing',
  'model-damaged',
  'model-unsupported',
  'picture-unreadable',
  'picture-too-large',
  'disk-full',
  'disk-failed',
  'library-read-only',
  'library-locked',
  'library-newer',
  'library-damaged',
  'document-damaged',
  'document-newer',
  'engine-crashed',
  'engine-failed',
  'out-of-memory',
  'policy-refused',
  'cancelled',
  'not-found',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * An error as it crosses a boundary. `message` is a whole English sentence that names the thing and the way out;
 * `subject` is the file or field it is about, so that the window can say the same in the artist's language.
 */
export const AppError = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  subject: z.string().optional(),
})
export type AppError = z.infer<typeof AppError>

/** Thrown inside a process; `ipc/server.ts` and `cli.ts` turn it into an `AppError` value once. */
export class VersoError extends Error {
  readonly code: ErrorCode
  readonly subject: string | undefined

  constructor(code: ErrorCode, message: string, options: { subject?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'VersoError'
    this.code = code
    this.subject = options.subject
  }
}

/** Any thrown value as an `AppError`; what nobody foresaw is `internal`, with its own message. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof VersoError) {
    const { code, message, subject } = thrown
    return subject === undefined ? { code, message } : { code, message, subject }
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'cancelled', message: 'The generation was cancelled.' }
  }
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) }
}
