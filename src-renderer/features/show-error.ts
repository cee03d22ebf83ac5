import { type AppError, toAppError } from '#shared/errors.ts'
import type { Notice, Notices } from '#ui/notices.ts'

/** Shows an error in the artist's language, with the main process' own sentence as detail. */
export function showError(notices: Notices, error: AppError, action?: NonNullable<Notice['action']>): void {
  const shared = { tone: 'error' as const, textKey: errorTextKey(error), detail: error.message }
  const values = { subject: error.subject ?? '' }
  notices.show(action ? { ...shared, values, action } : { ...shared, values })
}

export function showThrown(notices: Notices, thrown: unknown): void {
  showError(notices, toAppError(thrown))
}

/** Key of the text for this error; with `.named` when it says which file or field it is about. */
export function errorTextKey(error: AppError): string {
  return error.subject ? `error.${error.code}.named` : `error.${error.code}.plain`
}
