import type { Database } from 'better-sqlite3'

/** What SQLite's `quick_check` finds wrong with the database, or null when it is sound. */
export function quickCheck(connection: Database): string | null {
  const answer = String(connection.pragma('quick_check(1)', { simple: true }))
  return answer === 'ok' ? null : answer
}
