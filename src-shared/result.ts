import type { AppError } from './errors.ts'

/** What crosses a process boundary: a value, or an error as a value. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function err<T>(error: AppError): Result<T> {
  return { ok: false, error }
}
