import { assertNever } from '#shared/assert-never.ts'
import type { ErrorCode } from '#shared/errors.ts'

export const exitDone = 0
export const exitFailed = 1
export const exitBadInput = 2
export const exitRefused = 3
export const exitOutOfResources = 4
export const exitCancelled = 130

/** The exit code that an error ends the command with. */
export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'bad-request':
    case 'model-missing':
    case 'model-damaged':
    case 'model-unsupported':
    case 'picture-unreadable':
    case 'picture-too-large':
    case 'library-read-only':
    case 'library-locked':
    case 'library-newer':
    case 'library-damaged':
    case 'document-damaged':
    case 'document-newer':
    case 'not-found':
      return exitBadInput
    case 'policy-refused':
      return exitRefused
    case 'disk-full':
    case 'disk-failed':
    case 'out-of-memory':
      return exitOutOfResources
    case 'cancelled':
      return exitCancelled
    case 'engine-crashed':
    case 'engine-failed':
    case 'internal':
      return exitFailed
    default:
      return assertNever(code)
  }
}
