import { VersoError } from '#shared/errors.ts'

/** The file is not what it should be; the reason is a clause that fits after the file's name and a colon. */
export function damaged(file: string, reason: string, cause?: unknown): VersoError {
  const message = `${file}: ${reason}. The file is damaged or was not downloaded completely; get it again from its source.`
  return new VersoError('model-damaged', message, { subject: file, cause })
}
